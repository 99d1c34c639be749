/** What a run of the Paxos chat shows beside its nodes: all logs by round, the balancer's table, quorums, costs beside theory. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeStatus, NodeView, WorldView } from '../../kernel/trace.ts';
import type { MatrixCell, MatrixLedger, Measure, TableLedger, Views, Wait } from '../views.ts';
import { isLive, isStopped } from './balancer.ts';
import {
  ballotText,
  compareBallots,
  majorityOf,
  roundAt,
  serverIds,
  serverNumber,
} from './ballot.ts';
import { chatLines } from './chat.ts';
import { firstGap } from './log.ts';
import { lastCleanRound, type Memory } from './memory.ts';
import type { PaxosVocabulary } from './messages.ts';
import { outlines } from './quorums.ts';
import type { BalancerState, ServerState } from './states.ts';
import { cut, type Value } from './values.ts';
import { plural } from '../words.ts';

type View = WorldView<PaxosVocabulary>;
type Server = NodeView<PaxosVocabulary, 'server'>;

/** The last so many rounds are shown. */
const COLUMNS_MAX = 24;
const TEXT_LENGTH_MAX = 14;
/** A proposer that waits no longer than this goes its usual way. */
const WAIT_MS = 1000;

/** All logs by round, with what each acceptor has promised and accepted in the rounds that are open. */
function logs(view: View): MatrixLedger {
  const servers = view.nodes('server').filter(({ id }) => isMember(view, id));
  const length = Math.max(
    0,
    ...servers.map(({ state }) =>
      Math.max(state.log.length, state.acceptors.length, state.goal / roundAt(0)),
    ),
  );
  const first = Math.max(0, length - COLUMNS_MAX);
  const rounds = Array.from({ length: length - first }, (_, index) => roundAt(first + index));
  return {
    kind: 'matrix',
    title: 'All logs by round',
    caption: captionOf(servers),
    columns: rounds.map(String),
    rows: servers.map(({ id, state }) => ({
      node: id,
      cells: rounds.map((round, index) => cellOf(state, round, first + index)),
    })),
  };
}

function captionOf(servers: readonly Server[]): string {
  const ends = servers.map(({ state }) => state.log.length);
  const isEqual =
    ends.every((end) => end === ends[0]) && servers.every(({ state }) => !state.log.includes(null));
  return isEqual && ends[0] !== 0 ? 'all decisions equal' : 'dashed: not decided here';
}

function cellOf(state: ServerState, round: number, index: number): MatrixCell | null {
  const plain = { struck: false, lit: false } as const;
  const decision = state.log[index] ?? null;
  if (decision !== null) {
    const { ballot, value } = decision;
    const standing = round < firstGap(state) ? 'applied' : 'committed';
    return {
      ...plain,
      text: short(value),
      detail: ballotText(ballot),
      epoch: ballot.server,
      standing,
    };
  }
  const { promised = null, accepted = null } = state.acceptors[index] ?? {};
  const isOpen = state.proposal?.round === round;
  if (accepted !== null) {
    const { ballot, value } = accepted;
    const isRaised = compareBallots(promised, ballot) > 0 && promised !== null;
    const detail = isRaised
      ? `${ballotText(ballot)} → ${ballotText(promised)}`
      : ballotText(ballot);
    return {
      ...plain,
      text: short(value),
      detail,
      epoch: ballot.server,
      standing: 'tentative',
      lit: isOpen,
    };
  }
  if (promised !== null) {
    return {
      ...plain,
      text: 'promised',
      detail: ballotText(promised),
      epoch: promised.server,
      standing: 'tentative',
      lit: isOpen,
    };
  }
  if (round > state.goal) return null;
  return { ...plain, text: '', detail: null, epoch: null, standing: 'missing' };
}

function short(value: Value): string {
  if (value.kind === 'nop') return 'NOP';
  return cut(value.text, TEXT_LENGTH_MAX);
}

/** The balancer's own table. */
function assignments(view: View): readonly TableLedger[] {
  return view.nodes('balancer').map(({ status, state }) => ({
    kind: 'table',
    title: "The balancer's table",
    caption: tableCaption(status, state),
    columns: state.servers.map(({ id }) => ({
      title: String(serverNumber(id)),
      detail: '',
      epoch: null,
    })),
    rows: [
      { key: 'load', cells: state.servers.map(({ load }) => String(load)), differs: false },
      {
        key: 'state',
        cells: state.servers.map((server) =>
          isLive(server) ? 'live' : server.failed ? 'failed' : 'absent',
        ),
        differs: state.servers.some((server) => !isLive(server)),
      },
    ],
  }));
}

function tableCaption(status: NodeStatus, state: BalancerState): string {
  if (status !== 'up') return 'as it stood: the balancer does not answer';
  if (state.phase === 'gathering') return 'waits for servers';
  return isStopped(state) ? 'stopped: a majority has failed' : 'clients assigned to each server';
}

/** Proposers that have waited for a majority for longer than a healthy phase takes. */
function waits(view: View): readonly Wait[] {
  return view
    .nodes('server')
    .flatMap(({ id, status, state }): Wait[] => {
      const { proposal } = state;
      if (status !== 'up' || proposal === null) return [];
      if (view.now - proposal.since < WAIT_MS) return [];
      const peers = serverIds(view.options.servers).filter(
        (peer) => peer !== id && !proposal.yes.includes(peer) && !proposal.no.includes(peer),
      );
      const needed = majorityOf(view.options.servers) - proposal.yes.length;
      const noun = proposal.phase === 'prepare' ? 'promise' : 'vote';
      return [
        {
          node: id,
          peers,
          what: `${plural(needed, `more ${noun}`)} in round ${proposal.round}`,
          effect: `Without a majority ballot ${ballotText(proposal.ballot)} is given up and, after a back-off, a higher one tried. Texts in its queue: ${state.queue.length}.`,
          since: proposal.since,
        },
      ];
    })
    .toSorted((one, other) => one.since - other.since);
}

const COUNTED =
  'Counted from the trace, in the last round that one ballot decided alone and without loss; a word of a server to itself is none';

/** What a round costs beside what theory says. */
function measures(view: View, memory: Memory): readonly Measure[] {
  const clean = lastCleanRound(memory);
  const hasPhase1 = clean?.cost.hasPhase1 ?? !view.options.multiPaxos;
  const others = view.options.servers - 1;
  const where = clean === null ? '' : `, round ${clean.round}`;
  const phases = hasPhase1 ? 'both phases' : 'phase 2 alone';
  const beside = (
    title: string,
    unit: string,
    predicted: number,
    observed: number | null,
    source: string,
  ): Measure => ({
    title: `${title}${where}`,
    unit,
    predicted,
    observed,
    agrees: observed === null ? null : observed === predicted,
    source: `${source}. ${COUNTED}.`,
  });
  const { cost } = clean ?? {};
  return [
    beside(
      `Requests and answers, ${phases}`,
      'messages',
      (hasPhase1 ? 4 : 2) * others,
      cost?.votes ?? null,
      `n − 1 requests and n − 1 answers a phase, n = ${view.options.servers}`,
    ),
    beside('Announcement', 'messages', others, cost?.announcements ?? null, 'n − 1 Commits'),
    beside(
      'From the first step to the choice',
      'round trips',
      hasPhase1 ? 2 : 1,
      cost === undefined || cost.delays === null ? null : cost.delays / 2,
      'A round trip a phase; a stable leader needs the second only (Paxos Made Simple, section 3)',
    ),
  ];
}

function isMember(view: View, id: NodeId): boolean {
  return serverIds(view.options.servers).includes(id);
}

export const views: Views<PaxosVocabulary> = {
  ledger: (view) => [logs(view), ...assignments(view)],
  waits,
  outlines,
  measures,
  charts: () => [],
  chat(view, client) {
    const found = view.nodes('client').find(({ id }) => id === client);
    return found === undefined ? [] : chatLines(found.state, client);
  },
};
