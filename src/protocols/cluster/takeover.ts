/**
 * Version 3.0.0, gap f: winning the election is not enough. The bully's winner has the highest name, which says nothing about its log.
 *
 *  1. It takes a term above all it knows and asks everybody it knows of to promise it: to accept nothing of a lower term from now on.
 *     A promise is on disk before it is given, and tells how far the log goes: (last term, last index). Those of admitted nodes count.
 *  2. With promises of a majority it fetches the furthest of their logs, unless its own is as far. Whatever was committed is in it: every
 *     majority has a node in common with the one that held the entry, and that node told of its log after it had let go of the old term.
 *  3. If that log has other members than it thought, a majority of those must have promised too. If it is not among them itself, it has
 *     been taken out while it was away, and leaves the field to the others. Without a majority in time it may be counting by an old list:
 *     if it was told of a further log, it fetches that and counts by what stands there.
 *  4. It opens its term with an entry of its own and sends what the others lack. Once a majority hold that entry, everything
 *     before it is committed, and it serves.
 *
 * Two candidates cannot both get through step 1 at one term, since a term has one name in it; the higher fences the lower.
 * Sources: Ongaro and Ousterhout 2014, sections 5.2 and 5.4, for terms and for which log is further; fetching the log in place of
 * standing aside is the view change of Viewstamped Replication (Oki and Liskov 1988).
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { becomeLeader } from './leadership.ts';
import { compareEnds, endOf, membersIn } from './log.ts';
import { audience, type Count, count, isEnough, isMember, mayLead } from './members.ts';
import type {
  ClusterVocabulary,
  FromLeader,
  Member,
  NodeState,
  Promised,
  TakingOver,
  Term,
  ToLeader,
} from './messages.ts';
import { propose, reportCut } from './replication.ts';
import { deadAfterMs, giveWay } from './standing.ts';
import { compareTerms, isSameTerm } from './term.ts';

type Outside = Node<ClusterVocabulary>;
type Request<T extends FromLeader['type']> = Extract<FromLeader, { type: T }>;
type Answer<T extends ToLeader['type']> = Extract<ToLeader, { type: T }>;
type Candidate = NodeState & { readonly standing: TakingOver };

function isCandidate(state: NodeState, term: Term): state is Candidate {
  return state.standing.kind === 'taking-over' && isSameTerm(state.promised, term);
}

// ── at the winner ────────────────────────────────────────────────────────────────────────────────────────────

/** Step 1. */
export function startTakeover(state: NodeState, node: Outside): NodeState {
  const promised = { generation: state.promised.generation + 1, name: node.id };
  const standing = { kind: 'taking-over', asked: [], promises: [], pulling: null } as const;
  const candidate: Candidate = { ...state, promised, matched: 0, standing };
  const { needed } = count(state, [], node);
  node.report({ type: 'TakesOver', term: promised, needed });
  node.setTimer('takeover', node.options.phaseMs);
  return proceed(candidate, node);
}

/** Whatever step is next: ask, fetch, or open the term. */
function proceed(before: Candidate, node: Outside): NodeState {
  const state = askEverybody(before, node);
  if (!mayLead(state, node)) {
    node.report({ type: 'NotAdmitted' });
    return giveWay(state, state.promised, node.id, deadAfterMs(node), node);
  }
  if (state.standing.pulling !== null || !hasMajority(state, node)) return state;
  const further = furtherLog(state);
  return further === undefined ? open(state, node) : fetchLog(state, further, node);
}

/**
 * Asks those that it has not asked yet: all at first, later those that a fetched log brought. One that is listed and not admitted has no
 * vote, and may have a further log, which admits it.
 */
function askEverybody(state: Candidate, node: Outside): Candidate {
  const { standing, promised: term } = state;
  const fresh = audience(state, node).filter((id) => !standing.asked.includes(id));
  if (fresh.length === 0) return state;
  for (const peer of fresh) node.send(peer, { type: 'takeover', term });
  return { ...state, standing: { ...standing, asked: [...standing.asked, ...fresh] } };
}

function hasMajority(state: Candidate, node: Outside): boolean {
  return isEnough(promisesOf(state, node));
}

/** Of itself and of those that have promised, those that count. */
function promisesOf(state: Candidate, node: Outside): Count {
  const own: Member = { id: node.id, identity: state.identity };
  return count(state, [own, ...state.standing.promises], node);
}

/** Who has told of the furthest log; `undefined` if that is no further than its own. */
function furtherLog({ standing, log }: Candidate): Promised | undefined {
  const [furthest] = standing.promises.toSorted((one, other) => compareEnds(other, one));
  return furthest !== undefined && compareEnds(furthest, endOf(log)) > 0 ? furthest : undefined;
}

export function onPromised(
  state: NodeState,
  { term, identity, lastTerm, lastIndex }: Answer<'promised'>,
  from: NodeId,
  node: Outside,
): NodeState {
  if (!isCandidate(state, term)) return state;
  const { standing } = state;
  if (standing.promises.some(({ id }) => id === from)) return state;
  if (!isMember(state.members, { id: from, identity })) {
    node.report({ type: 'StrangerPromised', from, identity });
  }
  const promise: Promised = { id: from, identity, lastTerm, lastIndex };
  return proceed(
    { ...state, standing: { ...standing, promises: [...standing.promises, promise] } },
    node,
  );
}

/** Step 2. Its own log agrees with that one as far as it knows it to be committed; only the rest is fetched. */
function fetchLog(
  state: Candidate,
  { id, lastTerm, lastIndex }: Promised,
  node: Outside,
): Candidate {
  node.report({ type: 'PullsLog', from: id, lastTerm, lastIndex });
  node.send(id, { type: 'pull', term: state.promised, after: state.commitIndex });
  return { ...state, standing: { ...state.standing, pulling: id } };
}

export function onPulled(
  state: NodeState,
  { term, after, entries }: Answer<'pulled'>,
  from: NodeId,
  node: Outside,
): NodeState {
  if (!isCandidate(state, term) || state.standing.pulling !== from) return state;
  const log = [...state.log.slice(0, after), ...entries];
  reportCut(state.log, log, term, from, node);
  node.report({ type: 'LogPulled', from, entries: entries.length });
  const standing = { ...state.standing, pulling: null };
  return proceed({ ...state, log, members: membersIn(log), standing }, node);
}

/** Step 4. */
function open(state: Candidate, node: Outside): NodeState {
  return propose(becomeLeader(state, state.promised, node), { type: 'opening' }, null, node);
}

/** A node that is down promises nothing. If it was to give its log, another majority must do without its promise. */
export function onRefusedTakeover(
  state: NodeState,
  peer: NodeId,
  term: Term,
  node: Outside,
): NodeState {
  if (!isCandidate(state, term)) return state;
  const { standing } = state;
  const promises = standing.promises.filter(({ id }) => id !== peer);
  const pulling = standing.pulling === peer ? null : standing.pulling;
  return proceed({ ...state, standing: { ...standing, promises, pulling } }, node);
}

/**
 * No majority in time: stand back, and not for as long as the others do. But first see whether the list is old.
 *
 * Trace: node-4 is down while node-1 loses its disk and is admitted anew. Then node-2 loses its disk, and node-5, the leader, dies. node-1, node-3 and node-4
 * are a majority, and node-4 has the highest name: nobody else stands. By its own list it counts itself and node-3 for ever.
 *
 * A further log can be taken over without any majority: whatever was committed with this node's help is in it (section 5.4.3).
 */
export function onTakeoverTimer(state: NodeState, node: Outside): NodeState {
  if (!isCandidate(state, state.promised)) return state;
  const further = state.standing.pulling === null ? furtherLog(state) : undefined;
  if (further !== undefined) {
    node.setTimer('takeover', node.options.phaseMs);
    return fetchLog(state, further, node);
  }
  const { yes, needed } = promisesOf(state, node);
  node.report({ type: 'TakeoverFailed', term: state.promised, promises: yes.length, needed });
  return giveWay(state, state.promised, node.id, backOffMs(node), node);
}

/** Somebody has accepted a higher term than this one's: whoever leads or is about to lets go of it. */
export function onFenced(
  state: NodeState,
  { promised }: Answer<'fenced'>,
  from: NodeId,
  node: Outside,
): NodeState {
  const { kind } = state.standing;
  const leads = kind === 'leading' || kind === 'taking-over';
  if (!leads || compareTerms(promised, state.promised) <= 0) return state;
  return giveWay(state, promised, from, backOffMs(node), node);
}

/** Two that fence each other must not wait for equally long. */
function backOffMs(node: Outside): number {
  const silenceMs = deadAfterMs(node);
  return silenceMs + node.random.between(0, silenceMs);
}

// ── at the others ────────────────────────────────────────────────────────────────────────────────────────────

/** The term is at least the one accepted so far: accept it, let go of any leader of a lower one, tell how far the log goes. */
export function onTakeover(
  state: NodeState,
  { term }: Request<'takeover'>,
  from: NodeId,
  node: Outside,
): NodeState {
  const { identity, log } = state;
  node.report({ type: 'Promised', term, to: from });
  node.send(from, { type: 'promised', term, identity, ...endOf(log) });
  const isNews = compareTerms(term, state.promised) !== 0;
  return isNews ? giveWay(state, term, from, deadAfterMs(node), node) : state;
}

/** The log of one that has promised stands still, so that the candidate fetches what it was told of. */
export function onPull(
  state: NodeState,
  { term, after }: Request<'pull'>,
  from: NodeId,
  node: Outside,
): NodeState {
  node.send(from, { type: 'pulled', term, after, entries: state.log.slice(after) });
  return state;
}
