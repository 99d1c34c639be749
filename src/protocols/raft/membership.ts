/** Changes of the configuration: section 6 (joint consensus), dissertation 4.1 (one server at a time) and 4.2.1 (learners). */
import type { NodeId } from '../../kernel/process.ts';
import { withLeadership } from './changed.ts';
import { propose } from './commit.ts';
import { isMember } from './configuration.ts';
import { lastIndex, termAt } from './log.ts';
import type { Origin, Request, ServerState } from './messages.ts';
import { broadcast, leading, progressOf, withFollowers } from './replication.ts';
import type { Outside } from './roles.ts';
import { membersText } from './words.ts';

type Change = Extract<Request, { type: 'add' | 'remove' }>;

/** Dissertation 4.2.1: so many rounds at most before a newcomer that does not keep up is turned away. */
const ROUNDS_MOST = 10;

/** Takes a change in hand, or says why not. */
export function beginChange(
  state: ServerState,
  change: Change,
  origin: Origin,
  node: Outside,
): ServerState {
  const { configuration } = state;
  const servers = change.servers.filter(
    (server) => isMember(configuration, server) !== (change.type === 'add'),
  );
  const refusal = whyNot(state, change, servers, node);
  if (refusal !== null) return answer(state, origin, 'refused', refusal, node);
  if (servers.length === 0) {
    const text = `members are ${membersText(configuration.voters)} already`;
    return answer(state, origin, 'ok', text, node);
  }
  const isCatchUp = change.type === 'add' && node.options.learners;
  return isCatchUp
    ? beginCatchUp(state, servers, origin, node)
    : appendChange(state, change.type, servers, origin, node);
}

function whyNot(
  state: ServerState,
  { type }: Change,
  servers: readonly NodeId[],
  node: Outside,
): string | null {
  const { configuration, commitIndex, currentTerm } = state;
  const { settled, catchUp } = leading(state, node);
  const known = node.peers('server');
  const stranger = servers.find((server) => !known.includes(server));
  if (type === 'add' && stranger !== undefined) return `there is no ${stranger}`;
  if (catchUp !== null || configuration.index > settled) return 'another change is not yet done';
  // Ongaro 2015: two leaders that each begin a change before they know what is committed could end with disjoint majorities.
  if (termAt(state, commitIndex) !== currentTerm) {
    return `nothing of term ${currentTerm} is committed yet; try again`;
  }
  const isSingle = node.options.membership === 'one at a time';
  if (isSingle && servers.length > 1) {
    return 'one server at a time: else old and new majorities need not overlap (dissertation 4.1)';
  }
  const left = configuration.voters.filter((server) => !servers.includes(server));
  return type === 'remove' && left.length === 0 ? 'the last member must stay' : null;
}

/** C_old → C_old,new → C_new, or straight to C_new where one server makes the difference. */
function appendChange(
  state: ServerState,
  type: Change['type'],
  servers: readonly NodeId[],
  origin: Origin,
  node: Outside,
): ServerState {
  const { voters: current } = state.configuration;
  const voters =
    type === 'add'
      ? [...current, ...servers]
      : current.filter((server) => !servers.includes(server));
  // Section 6, Figure 10: switched over directly, there is a time when a majority of the old ones and a majority of
  // the new ones can decide without each other.
  const isDirect = node.options.membership === 'one at a time' || node.flaw('joint-skipped');
  const configuration = { old: isDirect ? null : current, voters };
  return propose(state, { type: 'configuration', configuration, origin }, node);
}

/** A newcomer without a log would hold up every commit that needs it: it gets the log first, in rounds, without a vote. */
function beginCatchUp(
  state: ServerState,
  servers: readonly NodeId[],
  origin: Origin,
  node: Outside,
): ServerState {
  const goal = lastIndex(state);
  node.report({ type: 'CatchUpBegun', servers, goal });
  node.setTimer('catch-up', ROUNDS_MOST * node.options.electionTimeoutMs);
  const catchUp = { ...origin, servers, round: 1, goal, since: node.now };
  return broadcast(withFollowers(withLeadership(state, { catchUp }), node), node);
}

/** A round is over when the newcomers match the log as it was at its start. One that took less than an election timeout is the last. */
export function followUpCatchUp(state: ServerState, node: Outside): ServerState {
  const catchUp = state.leadership?.catchUp;
  if (state.leadership === null || !catchUp) return state;
  const { leadership } = state;
  const { servers, round, goal, since } = catchUp;
  if (servers.some((server) => (progressOf(leadership, server)?.match ?? 0) < goal)) return state;
  const tookMs = node.now - since;
  node.report({ type: 'CatchUpRound', servers, round, goal, tookMs });
  if (tookMs >= node.options.electionTimeoutMs && round < ROUNDS_MOST) {
    const next = { ...catchUp, round: round + 1, goal: lastIndex(state), since: node.now };
    return withLeadership(state, { catchUp: next });
  }
  if (tookMs >= node.options.electionTimeoutMs) return failCatchUp(state, node);
  node.cancelTimer('catch-up');
  const ready = withLeadership(state, { catchUp: null });
  return appendChange(ready, 'add', servers, catchUp, node);
}

/** The newcomers are down or too slow: the change is not made. */
export function failCatchUp(state: ServerState, node: Outside): ServerState {
  const catchUp = state.leadership?.catchUp;
  if (!catchUp) return state;
  const { servers, client, sequence } = catchUp;
  node.report({ type: 'CatchUpFailed', servers });
  node.cancelTimer('catch-up');
  const given = withFollowers(withLeadership(state, { catchUp: null }), node);
  const text = `${servers.join(', ')} did not catch up with the log`;
  return answer(given, { client, sequence }, 'refused', text, node);
}

function answer(
  state: ServerState,
  { client, sequence }: Origin,
  outcome: 'ok' | 'refused',
  text: string,
  node: Outside,
): ServerState {
  if (outcome === 'refused') node.report({ type: 'ChangeRefused', client, text });
  node.send(client, { type: 'ClientReply', sequence, outcome, text, version: 0 });
  return state;
}
