/**
 * The quorums worth looking at. Any two majorities share a server: it has a ring of its own inside both.
 *
 * While rivals fight for a round these are the majorities that have promised to each; else the majorities that chose the last rounds.
 */
import type { WorldView } from '../../kernel/trace.ts';
import type { Outline } from '../views.ts';
import { ballotText, compareBallots, roundAt } from './ballot.ts';
import type { Memory, Proposed, RoundMemory } from './memory.ts';
import type { PaxosVocabulary } from './messages.ts';

type View = WorldView<PaxosVocabulary>;

/** A quorum that has chosen stays outlined for so long. */
const QUORUM_MS = 4000;

export function outlines(view: View, { rounds }: Memory): readonly Outline[] {
  const rivals = promised(view, rounds.at(-1));
  const [one, other] = rivals.length > 1 ? rivals : choosing(view, rounds);
  if (one === undefined) return [];
  return other === undefined ? [one] : [...shared(one, other), one, other];
}

/** The majorities behind the proposals that wait for votes, in a round that nothing was chosen in yet; of several the last two. */
function promised(view: View, round: RoundMemory | undefined): readonly Outline[] {
  if (round === undefined || round.chosen !== null) return [];
  const isOpen = ({ server, ballot }: Proposed): boolean =>
    view
      .nodes('server')
      .some(
        ({ id, state: { proposal } }) =>
          id === server &&
          proposal?.phase === 'accept' &&
          compareBallots(proposal.ballot, ballot) === 0,
      );
  return round.proposals
    .filter((proposed) => proposed.promisers.length > 0 && isOpen(proposed))
    .slice(-2)
    .map(({ ballot, promisers }) => ({
      id: `promised-${ballotText(ballot)}`,
      title: `promised ${ballotText(ballot)}`,
      members: promisers,
      epoch: ballot.server,
    }));
}

/** The acceptors that chose the last two rounds. */
function choosing(view: View, rounds: readonly RoundMemory[]): readonly Outline[] {
  return rounds
    .flatMap(({ chosen }, index): Outline[] => {
      if (chosen === null || view.now - chosen.time > QUORUM_MS) return [];
      const round = roundAt(index);
      const { acceptors: members, ballot } = chosen;
      return [
        { id: `quorum-${round}`, title: `chose round ${round}`, members, epoch: ballot.server },
      ];
    })
    .slice(-2);
}

/** A ring around each that is in both; none if they are the same, for then nobody stands out. */
function shared(one: Outline, other: Outline): readonly Outline[] {
  const members = one.members.filter((id) => other.members.includes(id));
  if (members.length === one.members.length) return [];
  return members.map((id) => ({
    id: `shared-${id}`,
    title: 'in both',
    members: [id],
    epoch: null,
  }));
}
