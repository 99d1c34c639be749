/** What a run of the Paxos chat shows beside its nodes: all logs by round, the balancer's table, quorums, costs beside theory. */
import type { NodeId } from '../../kernel/process.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type {
  MatrixCell,
  MatrixLedger,
  Measure,
  Outline,
  TableLedger,
  Views,
  Wait,
} from '../views.ts';
import { isLive } from './balancer.ts';
import { ballotText, compareBallots, majorityOf, roundAt, serverIds } from './ballot.ts';
import { chatLines } from './chat.ts';
import { firstGap } from './log.ts';
import { lastCleanRound, type Memory } from './memory.ts';
import type { PaxosVocabulary } from './messages.ts';
import type { ServerState } from './states.ts';
import type { Value } from './values.ts';

type View = WorldView<PaxosVocabulary>;
type Server = NodeView<PaxosVocabulary, 'server'>;

/** The last so many rounds are shown. */
const COLUMNS_MAX = 24;
/** A quorum stays outlined for so long. */
const QUORUM_MS = 4000;
const QUORUMS_MAX = 2;
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
  const { text } = value;
  return text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX - 1)}…`;
}

/** The balancer's own table. */
function assignments(view: View): readonly TableLedger[] {
  return view.nodes('balancer').map(({ state }) => ({
    kind: 'table',
    title: "The balancer's table",
    caption: state.phase === 'serving' ? 'clients assigned to each server' : 'waits for servers',
    columns: state.servers.map(({ id }) => ({ title: id, detail: '', epoch: null })),
    rows: [
      { key: 'load', cells: state.servers.map(({ load }) => String(load)), differs: false },
      {
        key: 'state',
        cells: state.servers.map((server) =>
          isLive(server) ? 'serves' : server.failed ? 'failed' : 'absent',
        ),
        differs: state.servers.some((server) => !isLive(server)),
      },
    ],
  }));
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
          what: `${needed} more ${noun}${needed === 1 ? '' : 's'} in round ${proposal.round}`,
          effect: `Without a majority it gives up ballot ${ballotText(proposal.ballot)}, backs off and tries a higher one; ${state.queue.length} of its texts wait.`,
          since: proposal.since,
        },
      ];
    })
    .toSorted((one, other) => one.since - other.since);
}

/** The acceptors that chose the last rounds. Any two majorities share a member: it lies inside both outlines. */
function outlines(view: View, { rounds }: Memory): readonly Outline[] {
  const recent = rounds.flatMap(({ chosen }, index): Outline[] => {
    if (chosen === null || view.now - chosen.time > QUORUM_MS) return [];
    const round = roundAt(index);
    return [
      {
        id: `quorum-${round}`,
        title: `chose round ${round}`,
        members: chosen.acceptors,
        epoch: chosen.ballot.server,
      },
    ];
  });
  return recent.slice(-QUORUMS_MAX);
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
