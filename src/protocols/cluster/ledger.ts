/** What the nodes hold, lined up: logs, tables, and the registry's list with the age of each entry. */
import { type NodeId, unreachable } from '../../kernel/process.ts';
import type {
  Ledger,
  MatrixCell,
  MatrixLedger,
  Outline,
  TableLedger,
  Views,
  Wait,
} from '../views.ts';
import { has } from './ladder.ts';
import { agrees, entryAt } from './log.ts';
import { majorityOf } from './members.ts';
import { measures } from './measures.ts';
import type { Memory } from './memory.ts';
import type { ClusterVocabulary, Entry, NodeState } from './messages.ts';
import { type DatabaseNode, leads, live, servingLeader, type View } from './reading.ts';
import { valueOf } from './store.ts';
import { compareNames, compareTerms, numberOf, termText } from './term.ts';
import { plural } from '../words.ts';

export const views: Views<ClusterVocabulary> = {
  ledger(view) {
    const blocks: Ledger[] = [];
    if (has('replication', view.options)) blocks.push(logs(view));
    blocks.push(tables(view));
    if (has('discovery', view.options)) blocks.push(...listings(view));
    return blocks;
  },
  waits,
  outlines,
  measures,
  charts: () => [],
};

// ── logs ─────────────────────────────────────────────────────────────────────────────────────────────────────

function logs(view: View): MatrixLedger {
  const nodes = view.nodes('node');
  const length = Math.max(0, ...nodes.map(({ state }) => state.log.length));
  const leader = newestLeader(nodes)?.state;
  return {
    kind: 'matrix',
    title: 'Logs',
    caption: 'dashed appended · solid committed · corner applied',
    columns: Array.from({ length }, (_, at) => String(at + 1)),
    rows: nodes.map(({ id, state }) => ({
      node: id,
      cells: Array.from({ length }, (_, at) => cellOf(state, at + 1, leader)),
    })),
  };
}

function newestLeader(nodes: readonly DatabaseNode[]): DatabaseNode | undefined {
  return nodes
    .filter((node) => node.status === 'up' && leads(node))
    .toSorted((one, other) => compareTerms(other.state.promised, one.state.promised))[0];
}

function cellOf(state: NodeState, index: number, leader: NodeState | undefined): MatrixCell | null {
  const entry = entryAt(state.log, index);
  const committed = leader?.commitIndex ?? 0;
  if (entry === undefined) {
    if (leader === undefined || index > leader.log.length) return null;
    return { text: '', detail: null, epoch: null, standing: 'missing', struck: false, lit: false };
  }
  const isSame = leader === undefined || agrees(leader.log, index, entry.term);
  const known = index <= committed && isSame ? 'committed' : 'tentative';
  return {
    text: shortText(entry),
    detail: detailOf(entry),
    epoch: entry.term.generation,
    standing: index <= state.commitIndex ? 'applied' : known,
    struck: !isSame,
    lit: leader !== undefined && index === committed + 1,
  };
}

function shortText({ change }: Entry): string {
  switch (change.type) {
    case 'put':
      return `${change.key.slice(0, 5)}=${change.value.slice(0, 4)}`;
    case 'members':
      return 'nodes';
    case 'opening':
      return 'opens';
    default:
      return change;
  }
}

/** The term; of an entry that says which nodes count, their numbers. */
function detailOf({ change, term }: Entry): string {
  return change.type === 'members'
    ? numbersText(change.members.map(({ id }) => numberOf(id)))
    : termText(term);
}

/** `1–3` for a run, else `1 3`. */
function numbersText(numbers: readonly number[]): string {
  const [first = 0] = numbers;
  const isRun = numbers.length > 2 && numbers.every((number, at) => number === first + at);
  return isRun ? `${first}–${numbers.at(-1)}` : numbers.join(' ');
}

// ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────

function tables(view: View): TableLedger {
  const nodes = view.nodes('node');
  const keys = [...new Set(nodes.flatMap(({ state }) => state.map.map(([key]) => key)))];
  const rows = keys.map((key) => {
    const cells = nodes.map(({ state }) => valueOf(state.map, key));
    const seen = nodes.flatMap(({ status }, at) => (status === 'up' ? [cells[at] ?? null] : []));
    return { key, cells, differs: seen.some((cell) => cell !== seen[0]) };
  });
  const isUneven = rows.some(({ differs }) => differs);
  return {
    kind: 'table',
    title: 'Tables side by side',
    caption: isUneven ? 'differences marked' : 'all equal',
    columns: nodes.map(({ id, status, state }) => ({
      title: status === 'crashed' ? `${id} ✕` : id,
      detail: has('replication', view.options)
        ? `applied ${state.commitIndex}`
        : plural(state.map.length, 'row'),
      epoch: has('election', view.options) ? state.promised.generation : null,
    })),
    rows,
  };
}

// ── the registry ─────────────────────────────────────────────────────────────────────────────────────────────

/** Each entry with its age, and how many of the live nodes have it on their copy of the list. */
function listings(view: View): readonly TableLedger[] {
  const nodes = live(view);
  const copies = nodes.map(({ state }) => state.listing);
  return view.nodes('registry').map(({ id, status, state }) => {
    const entries = status === 'up' ? state.entries : [];
    const names = [...entries.map(({ name }) => name), ...copies.flat()];
    const rows = [...new Set(names)].toSorted(compareNames).map((name) => {
      const ages = entries
        .filter((entry) => entry.name === name)
        .map(({ at }) => `${((state.clock - at) / 1000).toFixed(1)} s ago`);
      const known = copies.filter((listing) => listing.includes(name)).length;
      const cells = [ages.join(', ') || null, `${known} of ${nodes.length}`];
      return { key: name, cells, differs: false };
    });
    const forgets = has('election', view.options)
      ? `forgets after ${view.options.expiryMs / 1000} s`
      : 'never forgets';
    return {
      kind: 'table',
      title: 'Registry',
      caption: status === 'up' ? forgets : 'down; the nodes go on with their copies',
      columns: [
        { title: id, detail: 'heard', epoch: null },
        { title: 'nodes', detail: 'have it listed', epoch: null },
      ],
      rows,
    };
  });
}

// ── waits and outlines ───────────────────────────────────────────────────────────────────────────────────────

/** Leaders that wait for a majority, and nodes in an election that wait for others. */
function waits(view: View, { since }: Memory): readonly Wait[] {
  return live(view)
    .flatMap(({ id, state }) => {
      const reason = waitOf(id, state);
      return reason === null ? [] : [{ node: id, ...reason, since: since[id] ?? view.now }];
    })
    .toSorted((one, other) => one.since - other.since);
}

function waitOf(id: NodeId, state: NodeState): Omit<Wait, 'node' | 'since'> | null {
  const { standing, members, log, commitIndex } = state;
  const majority = `${majorityOf(members.length)} of the ${members.length} admitted nodes`;
  switch (standing.kind) {
    case 'leading': {
      if (commitIndex >= log.length) return null;
      const { progress } = standing;
      const peers = members
        .map((member) => member.id)
        .filter((peer) => peer !== id && (progress[peer]?.match ?? 0) < log.length);
      const effect = `An entry is committed when ${majority} have it; its client waits until then.`;
      return { peers, what: `entry ${commitIndex + 1}`, effect };
    }
    case 'taking-over': {
      const peers = standing.asked.filter(
        (peer) => !standing.promises.some((promise) => promise.id === peer),
      );
      const effect = `Promises of ${majority} make a leader; nobody serves until then.`;
      return { peers, what: 'promises of its term', effect };
    }
    case 'asking':
      return {
        peers: standing.open,
        what: 'answers to its ping',
        effect: 'No answer in time is a victory.',
      };
    case 'awaiting': {
      const effect = 'Somebody higher lives; without a victory in time the election begins again.';
      return { peers: standing.answered, what: 'a victory', effect };
    }
    case 'waiting':
    case 'following':
      return null;
    default:
      return unreachable(standing);
  }
}

/** Who counts, drawn when it is not simply everybody in one place. */
function outlines(view: View): readonly Outline[] {
  const leader = servingLeader(view);
  if (!has('replication', view.options) || leader === null) return [];
  const { members, promised } = leader.state;
  const everybody = members.length === view.nodes('node').length;
  if (everybody && !view.isParted) return [];
  const title = `${members.length} admitted, ${majorityOf(members.length)} are a majority`;
  return [
    { id: 'admitted', title, members: members.map(({ id }) => id), epoch: promised.generation },
  ];
}
