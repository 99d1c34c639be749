/** The prose of Raft: nodes, messages, timers. What happens is said in `describe-facts.ts`. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Describe, Glyph, NodeDescription } from '../protocol.ts';
import { isMember, membersOf } from './configuration.ts';
import { describeFact } from './describe-facts.ts';
import { describeMessage } from './describe-messages.ts';
import { lastIndex } from './log.ts';
import type { ClientState, RaftVocabulary, ServerState } from './messages.ts';
import { isRetired } from './roles.ts';
import { entriesText, membersText, requestText } from './words.ts';
import { weightOf } from './weights.ts';

type Dots = NodeDescription['dots'];

export const describe: Describe<RaftVocabulary> = {
  node: (_view, id, state) =>
    'currentTerm' in state ? describeServer(id, state) : describeClient(id, state),
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'election':
        return { title: 'stands for election', ring: true };
      case 'heartbeat':
        return { title: 'next heart-beat', ring: true };
      case 'quorum':
        return { title: 'looks whether a majority answers', ring: false };
      case 'transfer':
        return { title: 'gives the transfer up', ring: false };
      case 'catch-up':
        return { title: 'gives the newcomers up', ring: false };
      case 'retry':
        return { title: 'asks again', ring: true };
      case 'give-up':
        return { title: 'gives the command up', ring: false };
      default:
        return unreachable(name);
    }
  },
};

function describeServer(id: NodeId, state: ServerState): NodeDescription {
  const last = lastIndex(state);
  return {
    epoch: state.currentTerm,
    label: String(state.currentTerm),
    glyph: glyphOf(id, state),
    badge: isRetired(state, id) ? 'no member' : `log ${last} · commit ${state.commitIndex}`,
    sentence: `${id} ${sentenceOf(id, state)}`,
    dots: dotsOf(id, state),
  };
}

function glyphOf(id: NodeId, state: ServerState): Glyph | null {
  switch (state.role) {
    case 'leader':
      return 'leader';
    case 'candidate':
    case 'pre-candidate':
      return 'candidate';
    case 'follower':
      if (isRetired(state, id)) return null;
      return state.leader === null && state.votedFor !== null ? 'voter' : null;
    default:
      return unreachable(state.role);
  }
}

function sentenceOf(id: NodeId, state: ServerState): string {
  const { currentTerm: term, commitIndex, configuration, leadership, role, votes } = state;
  const last = lastIndex(state);
  const log =
    last === 0 ? 'its log is empty' : `its log has ${entriesText(last)}, ${known(commitIndex)}`;
  const members = membersOf(configuration).length;
  const granted = Object.values(votes).filter((vote) => vote).length;
  const own = isMember(configuration, id) ? 1 : 0;
  switch (role) {
    case 'leader': {
      const peers = leadership?.followers ?? [];
      const equal = peers.filter(({ match }) => match === last).length;
      return `leads term ${term}: ${equal} of ${peers.length} others have its whole log of ${entriesText(last)}, ${known(commitIndex)}.`;
    }
    case 'candidate':
      return `stands for election in term ${term} with ${granted + own} of ${members} votes; ${log}.`;
    case 'pre-candidate':
      return `asks whether it could win term ${term + 1}: ${granted + own} of ${members} would vote for it; ${log}.`;
    case 'follower': {
      if (configuration.voters.length === 0) return 'is not a member yet: type add and its number.';
      const whom = state.leader === null ? 'knows no leader' : `follows ${state.leader}`;
      const out = isRetired(state, id)
        ? `is no member of ${membersText(configuration.voters)}; it `
        : '';
      return `${out}${whom} in term ${term}; ${log}.`;
    }
    default:
      return unreachable(role);
  }
}

function known(commitIndex: number): string {
  return commitIndex === 0 ? 'none known to be committed' : `committed up to #${commitIndex}`;
}

/** A candidate's votes as far as it knows; for a leader, who has confirmed its whole log (yes) and who was sent all of it (granted). */
function dotsOf(id: NodeId, state: ServerState): Dots {
  const { role, votes, leadership, configuration } = state;
  if (role === 'leader') {
    const last = lastIndex(state);
    return (leadership?.followers ?? []).map(({ peer, match, sent }) => ({
      peer,
      mark: match === last ? 'yes' : sent === last ? 'granted' : 'unknown',
    }));
  }
  if (role === 'follower') return [];
  const peers = membersOf(configuration).filter((peer) => peer !== id);
  return peers.map((peer) => {
    const vote = votes[peer];
    return { peer, mark: vote === undefined ? 'unknown' : vote ? 'yes' : 'no' };
  });
}

function describeClient(
  id: NodeId,
  { current, queue, leader, loads }: ClientState,
): NodeDescription {
  const plain = { epoch: null, label: '', glyph: null, dots: [] };
  if (current === null) {
    const whom = leader === null ? 'knows no leader yet' : `takes ${leader} for the leader`;
    return { ...plain, badge: 'idle', sentence: `${id} waits for a command and ${whom}.` };
  }
  const waiting = queue.length + loads.reduce((sum, { writes, begun }) => sum + writes - begun, 0);
  const more = waiting === 0 ? '' : ` · ${waiting} more`;
  return {
    ...plain,
    badge: `${requestText(current.request)}${more}`.slice(0, 28),
    sentence: `${id} has asked ${current.server} for ${requestText(current.request)} and waits for the answer${waiting === 0 ? '' : `; ${waiting} more wait behind it`}.`,
  };
}
