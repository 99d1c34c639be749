/**
 * What theory predicts beside what the run has shown.
 *
 * With n admitted nodes a write costs n - 1 appends and n - 1 answers, 2(n - 1) messages, one round trip to the fastest majority; announcing the
 * commit at once is n - 1 more (primary-backup, and Raft with a stable leader). After a leader's death its followers notice
 * within five periods of the last heart-beat; then the pings of the dead are refused and the winner collects promises: a heart-beat on its
 * way and two round trips at most, five latencies, while the network is well.
 */
import type { Measure } from '../views.ts';
import { has } from './ladder.ts';
import { majorityOf } from './members.ts';
import type { Memory, WriteCount } from './memory.ts';
import type { View } from './reading.ts';
import { deadAfterMs } from './standing.ts';

const LATENCIES = 5;
const WRITES =
  'Ongaro and Ousterhout 2014, section 5.3; counted over the last write that all have answered';

export function measures(view: View, { writes, succession }: Memory): readonly Measure[] {
  if (!has('election', view.options)) return [];
  const election = electionTime(view, succession.lastMs);
  return has('replication', view.options) ? [...ofWrite(view, writes.last), election] : [election];
}

function ofWrite(view: View, last: WriteCount | null): readonly Measure[] {
  const peers = last?.peers ?? view.options.nodes - 1;
  const [low, high] = view.weather.latencyMs;
  const took =
    last === null || last.committedAt === null ? null : last.committedAt - last.startedAt;
  const trips = took === null ? null : Math.round((took * 10) / Math.max(1, low + high)) / 10;
  return [
    count('Appends and answers per write', 2 * peers, last?.messages ?? null),
    count('Announcements per write', peers, last?.announcements ?? null),
    count('Answers needed to commit', majorityOf(peers + 1) - 1, last?.answersAtCommit ?? null),
    {
      title: 'From append to commit',
      unit: 'round trips',
      predicted: peers === 0 ? 0 : 1,
      observed: trips,
      agrees: took === null ? null : took <= 2 * high,
      source: `${WRITES}. A round trip is two mean latencies; they agree within two of the greatest.`,
    },
  ];
}

function count(title: string, predicted: number, observed: number | null): Measure {
  const agrees = observed === null ? null : observed === predicted;
  return { title, unit: 'messages', predicted, observed, agrees, source: WRITES };
}

function electionTime({ options, weather }: View, observed: number | null): Measure {
  const predicted = deadAfterMs({ options }) + LATENCIES * weather.latencyMs[1];
  return {
    title: 'From the death of a leader to the next, at most',
    unit: 'ms',
    predicted,
    observed,
    agrees: observed === null ? null : observed <= predicted,
    source: 'Five periods of silence, then five latencies: Garcia-Molina 1982, and the take-over',
  };
}
