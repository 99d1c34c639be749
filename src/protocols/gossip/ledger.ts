/** All tables side by side: one column per group of replicas that hold the same. */
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Chart, Ledger } from '../protocol.ts';
import type { GossipVocabulary, Memory, Table } from './messages.ts';
import { spreadCurve } from './theory.ts';

type View = WorldView<GossipVocabulary>;
type Replica = NodeView<GossipVocabulary, 'replica'>;

interface Group {
  readonly state: number;
  readonly table: Table;
  readonly replicas: Replica[];
}

/** The tables of all replicas, grouped by content, the largest group first. */
export function ledger(view: View): Ledger {
  const groups = groupByContent(view.nodes('replica'));
  const names = [...new Set(groups.flatMap(({ table }) => table.map(([name]) => name)))];
  const tables = groups.map(({ table }) => new Map(table));
  return {
    kind: 'table',
    title: 'Tables side by side',
    caption: groups.length > 1 ? 'differences marked' : 'all equal',
    columns: groups.map(({ state, replicas }) => ({
      title: titleOf(replicas),
      detail: `state ${state}`,
      epoch: state,
    })),
    rows: names.map((key) => {
      const cells = tables.map((table) => table.get(key) ?? null);
      return { key, cells, differs: cells.some((cell) => cell !== cells[0]) };
    }),
  };
}

function groupByContent(replicas: readonly Replica[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const replica of replicas) {
    const { state, era, table } = replica.state;
    const isDown = replica.status === 'crashed';
    const key = JSON.stringify([state, era, isDown, table]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { state, table, replicas: [replica] });
    else group.replicas.push(replica);
  }
  return [...groups.values()].toSorted((a, b) => b.replicas.length - a.replicas.length);
}

function titleOf(replicas: readonly Replica[]): string {
  const [first] = replicas;
  const down = first?.status === 'crashed' ? ' ✕' : '';
  return replicas.length === 1 ? `${first?.id ?? ''}${down}` : `${replicas.length} replicas${down}`;
}

/** The infection curve of the newest entry beside the theoretical one. */
export function charts({ spread }: Memory, view: View): readonly Chart[] {
  if (spread === null) return [];
  const { gossipIntervalMs: turnMs, seeds } = view.options;
  const [low, high] = view.weather.latencyMs;
  const latencyMs = (low + high) / 2;
  const known = spread.knownAt.length;
  const gossip = { population: spread.population, seeds, turnMs, latencyMs };
  const until = Math.max(view.now - spread.releasedAt, turnMs * 4);
  const points = spread.knownAt.map((time, index): [number, number] => [
    time - spread.releasedAt,
    index + 1,
  ]);
  const latest: [number, number] = [Math.max(0, view.now - spread.releasedAt), known];
  return [
    {
      title: `Who knows #${spread.index}`,
      caption: `${known} of ${spread.population}`,
      x: { title: 'since its release', from: 0, to: until },
      y: { title: 'replicas', from: 0, to: Math.max(spread.population, known) },
      series: [
        {
          title: 'theory',
          kind: 'theory',
          points: spreadCurve(gossip, until),
        },
        { title: 'this run', kind: 'observed', points: [[0, 0], ...points, latest] },
      ],
    },
  ];
}
