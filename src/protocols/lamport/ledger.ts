/** What stands beside the stage: the stability test at work, the logs lined up, the sites; who waits; what it costs. */
import { toArray } from '../../kernel/sequence.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { MatrixCell, MatrixLedger, Outline, TableLedger, Views } from '../views.ts';
import { expected, leastHead, missing } from './heads.ts';
import { compareUids, idText, shortUid, type Uid } from './identity.ts';
import { measures } from './measures.ts';
import {
  type Broadcast,
  type Executed,
  executedCount,
  type LamportVocabulary,
  type ReplicaState,
} from './messages.ts';
import { shortActionText, type Sites } from './sites.ts';
import { waits } from './waits.ts';
import { byText, list, plural } from '../words.ts';

type View = WorldView<LamportVocabulary>;
type Replica = NodeView<LamportVocabulary, 'replica'>;

const LOG_PLACES = 24;

/** One row a replica, one column a client: its head request. The smallest of a row is next, if no place of the row is empty. */
function stabilityTest(view: View): MatrixLedger {
  const replicas = running(view);
  const uids = [...new Set(replicas.flatMap(({ state }) => expected(state)))].toSorted(compareUids);
  return {
    kind: 'matrix',
    title: 'Stability test',
    caption: stabilityCaption(replicas, uids.length),
    columns: uids.map(shortUid),
    peers: true,
    rows: replicas.map(({ id, state }) => ({
      node: id,
      cells: uids.map((uid) => headCell(state, uid)),
    })),
  };
}

function stabilityCaption(replicas: readonly Replica[], clients: number): string {
  if (clients === 0) return 'no client is connected';
  const blocked = replicas.filter(({ state }) => missing(state).length > 0);
  if (blocked.length === 0) return 'the smallest is next, once its proof is here';
  const silent = [...new Set(blocked.flatMap(({ state }) => missing(state)))];
  const names = list(silent.toSorted(compareUids).map(shortUid));
  const isEverywhere = blocked.length === replicas.length;
  const where = isEverywhere ? 'all replicas' : list(blocked.map(({ id }) => id));
  return `no head of ${names} at ${where}`;
}

function headCell(state: ReplicaState, uid: Uid): MatrixCell | null {
  const record = state.clients[uid];
  if (record === undefined || record.departed) return null;
  const [head] = record.queue;
  const base = { epoch: null, struck: record.standing === 'dead' };
  if (head === undefined) {
    return {
      ...base,
      text: '–',
      detail: WAITED_FOR[record.standing],
      standing: 'missing',
      lit: false,
    };
  }
  const isProven = record.queue.length > 1 || record.standing === 'ended';
  return {
    ...base,
    text: wordOf(head),
    detail: idText(head),
    standing: isProven ? 'committed' : 'tentative',
    lit: head === leastHead(state),
  };
}

const WAITED_FOR = { connected: 'awaited', dead: 'closing', ended: 'ended' } as const;

function wordOf(message: Broadcast): string {
  return message.type === 'dummy' ? 'dummy' : shortActionText(message.action);
}

/** The newest places of all execution logs, the dead ones included, lined up. */
function executionLogs(view: View): MatrixLedger {
  const replicas = view.nodes('replica').filter(({ state }) => state.joining === null);
  const longest = Math.max(0, ...replicas.map(({ state }) => executedCount(state)));
  const from = Math.max(0, longest - LOG_PLACES);
  const places = Array.from({ length: longest - from }, (_, index) => from + index);
  return {
    kind: 'matrix',
    title: 'Execution logs',
    caption: logCaption(longest),
    columns: places.map((place) => String(place + 1)),
    rows: replicas.map(({ id, state }) => {
      const entries = toArray(state.log);
      return {
        node: id,
        cells: places.map((place) => logCell(entries[place - state.logFrom], place)),
      };
    }),
  };
}

function logCaption(longest: number): string {
  if (longest === 0) return 'nothing executed yet';
  return `${plural(longest, 'request')}, dummies left out`;
}

function logCell(entry: Executed | undefined, place: number): MatrixCell | null {
  if (entry === undefined) return null;
  return {
    text: shortActionText(entry.action),
    detail: idText(entry.id),
    epoch: place + 1,
    standing: 'applied',
    struck: false,
    lit: false,
  };
}

/** The sites of all replicas that hold the state, one column for each group that holds the same. */
function siteTables(view: View): TableLedger {
  const groups = new Map<string, { readonly sites: Sites; readonly replicas: Replica[] }>();
  for (const replica of view.nodes('replica')) {
    if (replica.state.joining !== null) continue;
    const isDown = replica.status !== 'up' && replica.status !== 'frozen';
    const key = JSON.stringify([isDown, replica.state.sites]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { sites: replica.state.sites, replicas: [replica] });
    else group.replicas.push(replica);
  }
  const columns = [...groups.values()].toSorted((one, other) => rankOf(one) - rankOf(other));
  const names = [...new Set(columns.flatMap(({ sites }) => sites.map(({ name }) => name)))];
  const rows = names.toSorted(byText).map((key) => {
    const cells = columns.map(({ sites }) => siteText(sites, key));
    return { key, cells, differs: cells.some((cell) => cell !== cells[0]) };
  });
  return {
    kind: 'table',
    title: 'Vaccine sites',
    caption: rows.some(({ differs }) => differs) ? 'differences marked' : 'all equal',
    columns: columns.map(({ replicas }) => titleOf(replicas)),
    rows,
  };
}

/** What is alive stands first. */
function rankOf({ replicas: [first] }: { readonly replicas: readonly Replica[] }): number {
  return first?.status === 'up' || first?.status === 'frozen' ? 0 : 1;
}

function siteText(sites: Sites, key: string): string | null {
  const site = sites.find(({ name }) => name === key);
  return site === undefined ? null : `${site.availability} · ${site.zip}`;
}

function titleOf(replicas: readonly Replica[]): TableLedger['columns'][number] {
  const [first] = replicas;
  const isDown = first !== undefined && first.status !== 'up' && first.status !== 'frozen';
  const title = replicas.length === 1 ? (first?.id ?? '') : `${replicas.length} replicas`;
  const count = first === undefined ? 0 : executedCount(first.state);
  return { title: `${title}${isDown ? ' ✕' : ''}`, detail: `log ${count}`, epoch: count };
}

/** The members of a CLOSE round: each must speak or fail before it ends. */
function outlines(view: View): readonly Outline[] {
  const rounds = new Map<Uid, string[]>();
  for (const { id, state } of running(view)) {
    for (const uid of Object.keys(state.rounds)) {
      rounds.set(uid, [...(rounds.get(uid) ?? []), id]);
    }
  }
  return [...rounds].map(([uid, members]) => ({
    id: `close-${uid}`,
    title: `CLOSE round for ${shortUid(uid)}`,
    members,
    epoch: null,
  }));
}

function running(view: View): readonly Replica[] {
  return view.nodes('replica').filter(({ status }) => status === 'up' || status === 'frozen');
}

export const views: Views<LamportVocabulary> = {
  ledger: (view) => [stabilityTest(view), executionLogs(view), siteTables(view)],
  waits,
  outlines,
  measures,
  charts: () => [],
};
