/** What a write costs: counted from the trace, beside what theory says. */
import type { WorldView } from '../../kernel/trace.ts';
import type { Measure } from '../views.ts';
import type { Bill } from './bills.ts';
import type { Memory } from './memory.ts';
import type { CommitVocabulary } from './messages.ts';
import { messagesPerWrite, writeTime } from './theory.ts';

type View = WorldView<CommitVocabulary>;

export function measures(view: View, memory: Memory): readonly Measure[] {
  const last = memory.paid.at(-1);
  const workers = last?.participants ?? poolSize(view);
  return [messages(workers, last), time(view, memory, workers)];
}

function messages(workers: number, last: Bill | undefined): Measure {
  const predicted = messagesPerWrite(workers);
  const observed = last?.messages ?? null;
  const which = last === undefined ? '' : ` Counted for #${last.txid}.`;
  return {
    title: `Messages per committed write, ${workers === 1 ? '1 worker' : `${workers} workers`}`,
    unit: 'messages',
    predicted,
    observed,
    agrees: observed === null ? null : observed === predicted,
    source: `4n + 2 without faults: request, vote, decision and acknowledgement of each worker, the client's request and reply.${which}`,
  };
}

function time(view: View, memory: Memory, workers: number): Measure {
  const [low, high] = view.weather.latencyMs;
  const { meanMs, varianceMs } = writeTime(workers, [low, high], view.options);
  const samples = clean(memory, workers, [low, high]).map(({ serverMs }) => serverMs);
  const count = samples.length;
  const observed = count === 0 ? null : samples.reduce((sum, value) => sum + value, 0) / count;
  // Three standard errors: a run that follows the theory leaves them once in 370 looks.
  const slackMs = 3 * Math.sqrt(varianceMs / Math.max(1, count));
  return {
    title: 'Mean time of a write at the servers',
    unit: 'ms',
    predicted: Math.round(meanMs),
    observed: observed === null ? null : Math.round(observed),
    agrees: observed === null ? null : Math.abs(observed - meanMs) <= slackMs,
    source: `Two round trips to the slowest worker and the think time, over ${count} writes that ran alone without faults; three standard errors are ${Math.round(slackMs)} ms.`,
  };
}

/** Writes that ran alone in this weather, and cost what a write costs when nothing goes wrong. */
function clean(
  { paid }: Memory,
  workers: number,
  [low, high]: readonly [number, number],
): readonly Bill[] {
  return paid.filter(
    ({ isAlone, participants, messages: count, latencyMs }) =>
      isAlone &&
      participants === workers &&
      count === messagesPerWrite(workers) &&
      latencyMs[0] === low &&
      latencyMs[1] === high,
  );
}

function poolSize(view: View): number {
  return view.nodes('coordinator')[0]?.state.pool.length ?? view.options.workers;
}
