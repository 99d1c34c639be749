/** What a request costs, beside what the algorithm says it must. */
import type { WorldView } from '../../kernel/trace.ts';
import type { Measure } from '../views.ts';
import type { Memory } from './memory.ts';
import type { LamportVocabulary } from './messages.ts';

type View = WorldView<LamportVocabulary>;

export function measures(view: View, memory: Memory): readonly Measure[] {
  return [messagesPerRequest(view, memory), latency(view, memory)];
}

/** A broadcast, its acks and its outputs: t each. */
function messagesPerRequest(view: View, { costs }: Memory): Measure {
  const live = view
    .nodes('replica')
    .filter(({ status, state }) => status === 'up' && state.joining === null);
  const whole = costs.filter(
    ({ requests, acks, outputs }) => acks === requests && outputs === requests,
  );
  const newest = whole.at(-1);
  const observed = newest === undefined ? null : newest.requests + newest.acks + newest.outputs;
  const predicted = 3 * (newest?.requests ?? live.length);
  return {
    title: 'A request',
    unit: 'messages',
    predicted,
    observed,
    agrees: observed === null ? null : observed === predicted,
    source:
      'Broadcast, acks and outputs, one each for t replicas: 3t. Counted for the newest request that all have answered; dummies are extra',
  };
}

/**
 * One client alone: the broadcast completes after a round trip, the dummy follows after the pause, arrives, and the output
 * returns: 4 latencies and the pause. With others, their heads must be passed first, at most one cycle of theirs (2 latencies and
 * the pause) and its proof.
 */
function latency({ weather, options, isParted }: View, { costs }: Memory): Measure {
  const [low, high] = weather.latencyMs;
  const { dummyIntervalMs } = options;
  const answered = costs.flatMap(({ sentAt, answeredAt }) =>
    answeredAt === null ? [] : [answeredAt - sentAt],
  );
  const sum = answered.reduce((total, ms) => total + ms, 0);
  const observed = answered.length === 0 ? null : Math.round(sum / answered.length);
  const least = 4 * low + dummyIntervalMs;
  const most = 8 * high + 3 * dummyIntervalMs;
  return {
    title: 'Broadcast to answer',
    unit: 'ms',
    predicted: 2 * (low + high) + dummyIntervalMs,
    observed,
    agrees: observed === null || isParted ? null : observed >= least && observed <= most,
    source:
      'Four latencies and the pause before a dummy for a client alone; up to two cycles of the others on top. Mean of the newest requests',
  };
}
