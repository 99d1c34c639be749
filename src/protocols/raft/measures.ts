/** Figures that theory predicts, each beside what this run has shown. */
import type { WorldView } from '../../kernel/trace.ts';
import type { Measure } from '../views.ts';
import type { TrackedWrite } from './memory-figures.ts';
import type { Memory } from './memory.ts';
import type { RaftVocabulary } from './messages.ts';

type View = WorldView<RaftVocabulary>;

/** Time for an answer, and messages that come later than that are not waited for. */
const ROUND_TRIPS_UNTIL_COUNTED = 2;

export function measures(view: View, { figures: { write, election } }: Memory): readonly Measure[] {
  const [fastest, slowest] = view.weather.latencyMs;
  const roundTripMs = fastest + slowest;
  const isWithin = (ms: number): boolean => ms >= 2 * fastest && ms <= 2 * slowest;
  const committedMs =
    write === null || write.committedAt === null ? null : write.committedAt - write.proposedAt;
  const electedMs =
    election === null || election.electedAt === null
      ? null
      : election.electedAt - election.startedAt;
  return [
    {
      title: 'From the leader to the commit',
      unit: 'ms',
      predicted: roundTripMs,
      observed: committedMs,
      agrees: committedMs === null ? null : isWithin(committedMs),
      source: `One round trip to the fastest majority, ${2 * fastest} to ${2 * slowest} ms in this weather; the newest entry`,
    },
    messagesPerWrite(view, write),
    {
      title: 'From the candidacy to the leadership',
      unit: 'ms',
      predicted: roundTripMs,
      observed: electedMs,
      agrees: electedMs === null ? null : isWithin(electedMs),
      source: 'One round trip to a majority (section 5.2); the newest election',
    },
  ];
}

function messagesPerWrite(view: View, write: TrackedWrite | null): Measure {
  const predicted = 2 * (write?.peers ?? view.options.servers - 1);
  const [, slowest] = view.weather.latencyMs;
  const isCounted =
    write !== null && view.now - write.proposedAt > 2 * ROUND_TRIPS_UNTIL_COUNTED * slowest;
  return {
    title: 'Messages for one write',
    unit: 'messages',
    predicted,
    observed: write?.messages ?? null,
    agrees: write === null || !isCounted ? null : write.messages === predicted,
    source:
      '2 (n − 1): AppendEntries to each follower and its answer; the newest entry, without the heart-beats that repeat it',
  };
}
