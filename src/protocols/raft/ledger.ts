/** What is shown beside the nodes: the logs side by side, the state machines, who waits, who is a majority, and figures. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { MatrixCell, MatrixLedger, Outline, TableLedger, Views, Wait } from '../views.ts';
import { isMember } from './configuration.ts';
import { entryAt, lastIndex, termAt } from './log.ts';
import { measures } from './measures.ts';
import type { TrackedWrite } from './memory-figures.ts';
import type { Memory } from './memory.ts';
import type { ClientState, Machine, RaftVocabulary } from './messages.ts';
import { isRetired } from './roles.ts';
import { cellText, numberOf, requestText } from './words.ts';
import { byText } from '../words.ts';

type View = WorldView<RaftVocabulary>;
type Server = NodeView<RaftVocabulary, 'server'>;

/** Columns of the log matrix: the newest of all logs. */
const COLUMNS_MOST = 18;
const CELL_LENGTH = 9;

export const views: Views<RaftVocabulary> = {
  ledger: (view, memory) => [logs(view, memory), machines(view)],
  waits,
  outlines,
  measures,
  charts: () => [],
};

/** The leader of the newest term among those that are up. */
export function leaderOf(view: View): Server | undefined {
  const leaders = view
    .nodes('server')
    .filter(({ status, state }) => status === 'up' && state.role === 'leader');
  return leaders.toSorted((a, b) => b.state.currentTerm - a.state.currentTerm)[0];
}

/** The log matrix: one row a server, one column an index. */
function logs(view: View, { figures: { write } }: Memory): MatrixLedger {
  const servers = view.nodes('server');
  const leader = leaderOf(view);
  const end = Math.max(0, ...servers.map(({ state }) => lastIndex(state)));
  // What is in every snapshot need not take a column each.
  const swallowed = Math.min(...servers.map(({ state }) => state.snapshot.index));
  const start = Math.max(1, swallowed, end - COLUMNS_MOST + 1);
  const indexes = Array.from({ length: end - start + 1 }, (_, place) => start + place);
  const lit = write === null || write.committedAt !== null ? null : write;
  return {
    kind: 'matrix',
    title: 'Logs',
    caption:
      leader === undefined ? 'nobody leads' : `${leader.id} leads term ${leader.state.currentTerm}`,
    columns: indexes.map(String),
    rows: servers.map((server) => ({
      node: server.id,
      cells: indexes.map((index) => logCell(server, index, start, leader, lit)),
    })),
  };
}

function logCell(
  { id, state, status }: Server,
  index: number,
  start: number,
  leader: Server | undefined,
  tracked: TrackedWrite | null,
): MatrixCell | null {
  const { snapshot, commitIndex, lastApplied } = state;
  const term = termAt(state, index);
  const plain = { detail: null, struck: false, lit: false, ...nextOf(id, index, leader) };
  if (index < snapshot.index) return null;
  if (index === snapshot.index) {
    const block = { text: `≤${index}`, block: index - start + 1, epoch: snapshot.term };
    return { ...plain, ...block, detail: 'snapshot', standing: 'applied' };
  }
  const entry = entryAt(state, index);
  const theirs = leader === undefined ? undefined : termAt(leader.state, index);
  if (entry === undefined) {
    const isWaitedFor = theirs !== undefined && status !== 'crashed' && !isRetired(state, id);
    return isWaitedFor ? { ...plain, text: '', epoch: null, standing: 'missing' } : null;
  }
  const isApplied = index <= lastApplied;
  const standing = isApplied ? 'applied' : index <= commitIndex ? 'committed' : 'tentative';
  return {
    ...plain,
    text: cellText(entry.command).slice(0, CELL_LENGTH),
    detail: `t${entry.term}`,
    epoch: entry.term,
    standing,
    struck: isInConflict(leader, index, term ?? 0),
    lit: index === tracked?.index && entry.term === tracked.term,
  };
}

/** Marks nextIndex in the log of a follower that has not been sent everything. */
function nextOf(id: NodeId, index: number, leader: Server | undefined): Pick<MatrixCell, 'next'> {
  const progress = leader?.state.leadership?.followers.find(({ peer }) => peer === id);
  return progress?.next === index ? { next: true } : {};
}

/** Whether the newest leader has something else at `index`, or nothing: an entry that will go. */
function isInConflict(leader: Server | undefined, index: number, term: number): boolean {
  if (leader === undefined || index <= leader.state.snapshot.index) return false;
  return termAt(leader.state, index) !== term;
}

/** The stores, one column for each group of servers that hold the same; a crash ends a state machine. */
function machines(view: View): TableLedger {
  const groups = new Map<string, { readonly servers: Server[]; readonly machine: Machine }>();
  for (const server of view.nodes('server').filter(({ status }) => status !== 'crashed')) {
    const { machine, lastApplied } = server.state;
    const key = JSON.stringify([lastApplied, machine.store]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { servers: [server], machine });
    else group.servers.push(server);
  }
  const columns = [...groups.values()].toSorted((a, b) => b.servers.length - a.servers.length);
  const keys = new Set(columns.flatMap(({ machine }) => keysOf(machine)));
  const rows = [...keys].toSorted(byText).map((key) => {
    const cells = columns.map(({ machine }) => valueOf(machine, key));
    return { key, cells, differs: cells.some((cell) => cell !== cells[0]) };
  });
  return {
    kind: 'table',
    title: 'State machines',
    caption: machinesCaption(columns.length, rows),
    columns: columns.map(({ servers }) => ({
      title: titleOf(servers),
      detail: `applied #${servers[0]?.state.lastApplied ?? 0}`,
      epoch: null,
    })),
    rows,
  };
}

function machinesCaption(columns: number, rows: TableLedger['rows']): string {
  if (columns === 0) return 'every server is down';
  return rows.some(({ differs }) => differs) ? 'differences marked' : 'all equal';
}

function keysOf({ store }: Machine): readonly string[] {
  return Object.keys(store).filter((key) => store[key]?.value !== null);
}

function valueOf({ store }: Machine, key: string): string | null {
  return (Object.hasOwn(store, key) ? store[key]?.value : null) ?? null;
}

function titleOf(servers: readonly Server[]): string {
  if (servers.length === 1) return servers[0]?.id ?? '';
  return `servers ${servers.map(({ id }) => numberOf(id)).join(' ')}`;
}

/** Everyone who cannot go on: a leader without a majority, a candidate without votes, a client without a leader. */
function waits(view: View, memory: Memory): readonly Wait[] {
  const servers = view.nodes('server').filter(({ status }) => status === 'up');
  const clients = view.nodes('client').filter(({ status }) => status === 'up');
  const found = [
    ...servers.flatMap((server) => leaderWait(view, server, memory)),
    ...servers.flatMap((server) => candidateWait(view, server, memory)),
    ...clients.flatMap(({ id, state }) => clientWait(view, id, state)),
  ];
  return found.toSorted((a, b) => a.since - b.since);
}

function leaderWait(
  view: View,
  { id, state }: Server,
  { figures: { write } }: Memory,
): readonly Wait[] {
  if (state.leadership === null || write === null || write.leader !== id) return [];
  const isLate = view.now - write.proposedAt > view.options.electionTimeoutMs;
  if (write.committedAt !== null || !isLate) return [];
  const silent = state.leadership.followers.filter(({ match }) => match < write.index);
  return [
    {
      node: id,
      peers: silent.map(({ peer }) => peer),
      what: `a majority for #${write.index}`,
      effect: 'An entry is committed when a majority has it; until then no client is answered.',
      since: write.proposedAt,
    },
  ];
}

function candidateWait(
  view: View,
  { id, state }: Server,
  { figures: { election } }: Memory,
): readonly Wait[] {
  if (state.role !== 'candidate' || election === null || election.term !== state.currentTerm)
    return [];
  const [, slowest] = view.weather.latencyMs;
  if (view.now - election.startedAt <= 2 * slowest) return [];
  const { voters } = state.configuration;
  const peers = voters.filter((peer) => peer !== id && state.votes[peer] !== true);
  return [
    {
      node: id,
      peers,
      what: `votes in term ${state.currentTerm}`,
      effect: 'Without a majority: another time-out, drawn anew, and the next term.',
      since: election.startedAt,
    },
  ];
}

function clientWait(view: View, id: string, { current, leader }: ClientState): readonly Wait[] {
  if (current === null || leader !== null) return [];
  const started = view.operations()[current.sequence - 1]?.started ?? view.now;
  if (view.now - started < view.options.electionTimeoutMs / 3) return [];
  return [
    {
      node: id,
      peers: [current.server],
      what: `an answer to ${requestText(current.request)}`,
      effect: 'Only a leader takes commands: one server after another is asked until one leads.',
      since: started,
    },
  ];
}

/** The majority that committed the newest entry of the leader's term; before that, the one that elected it. */
function outlines(view: View, { figures: { electors, committers } }: Memory): readonly Outline[] {
  const leader = leaderOf(view);
  if (leader === undefined || electors === null) return [];
  const term = leader.state.currentTerm;
  const members = (servers: readonly string[]): readonly string[] =>
    servers.filter(
      (server) => isMember(leader.state.configuration, server) && view.node(server) !== undefined,
    );
  if (committers !== null && committers.term === term) {
    const title = `committed #${committers.index}`;
    return [{ id: 'committed', title, members: members(committers.servers), epoch: term }];
  }
  if (electors.term !== term) return [];
  const title = `elected ${leader.id} in term ${term}`;
  return [{ id: 'elected', title, members: members(electors.servers), epoch: term }];
}
