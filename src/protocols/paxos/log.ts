/** The log of a server: what it knows to be chosen, and where the first hole is. */
import { indexOf, roundAt, roundBefore } from './ballot.ts';
import type { ServerState } from './states.ts';
import { type Line, type Text, valueKey } from './values.ts';

type Log = ServerState['log'];

/** Whether the server knows what was chosen in a round. */
export function isKnown({ log }: ServerState, round: number): boolean {
  return (log[indexOf(round)] ?? null) !== null;
}

/** The first round of which the server does not know what was chosen. Nothing is proposed, shown or served beyond it. */
export function firstGap({ log }: ServerState): number {
  const hole = log.indexOf(null);
  return roundAt(hole === -1 ? log.length : hole);
}

/** The last round before the first gap; 0 if there is none. */
export function prefixEnd(state: ServerState): number {
  return roundBefore(firstGap(state));
}

/** The highest round that it has voted in or knows the decision of; 0 if none. */
export function highestKnown({ log, acceptors }: ServerState): number {
  const voted = acceptors.findLastIndex(({ accepted }) => accepted !== null);
  const round = acceptors[voted]?.accepted?.round ?? 0;
  return Math.max(log.length === 0 ? 0 : roundAt(log.length - 1), round);
}

/** Notes that rounds up to `round` have been decided or voted on elsewhere. */
export function raiseGoal(state: ServerState, round: number): ServerState {
  return round > state.goal ? { ...state, goal: round } : state;
}

/** Whether there is a round to be learned. */
export function hasHole(state: ServerState): boolean {
  return firstGap(state) <= state.goal;
}

/** The round in which a text was chosen; `null` if it is not known to be. */
export function roundOf(log: Log, text: Text): number | null {
  const key = valueKey(text);
  const found = log.find((decision) => decision !== null && valueKey(decision.value) === key);
  return found?.round ?? null;
}

/** The lines of the chat after a round, up to the first hole. A NOP is no line. */
export function linesAfter(state: ServerState, newerThan: number): readonly Line[] {
  const until = indexOf(firstGap(state));
  return state.log.slice(Math.max(0, indexOf(newerThan) + 1), until).flatMap((decision): Line[] => {
    if (decision === null || decision.value.kind === 'nop') return [];
    return [{ round: decision.round, text: decision.value }];
  });
}
