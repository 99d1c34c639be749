/** All tables side by side, one column per group of replicas that hold the same, and how the newest entry spreads. */
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Chart, TableLedger, Views, Wait } from '../views.ts';
import { entryText, type GossipVocabulary, type Memory, type Table } from './messages.ts';
import { spreadCurve } from './theory.ts';

type View = WorldView<GossipVocabulary>;
type Replica = NodeView<GossipVocabulary, 'replica'>;

interface Group {
  readonly state: number;
  readonly table: Table;
  readonly replicas: Replica[];
}

/** The tables of all replicas, grouped by content, the largest group first. */
function tables(view: View): TableLedger {
  const groups = groupByContent(view.nodes('replica'));
  const names = [...new Set(groups.flatMap(({ table }) => table.map(([name]) => name)))];
  const contents = groups.map(({ table }) => new Map(table));
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
      const cells = contents.map((table) => table.get(key) ?? null);
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
function charts(view: View, { spread }: Memory): readonly Chart[] {
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

/** The release rule at work: nothing more is released until every member reports the entry in flight. */
function waits(view: View, { spread }: Memory): readonly Wait[] {
  return view.nodes('balancer').flatMap(({ id, status, state }) => {
    const { inflight, members, queue } = state;
    if (status !== 'up' || inflight === null) return [];
    const late = members.filter((member) => (member.state ?? -1) < inflight.index + 1);
    if (late.length === 0) return [];
    const waiting = queue.length === 0 ? 'nothing waits' : `${queue.length} waiting`;
    const what = `reports of #${inflight.index} (${entryText(inflight.entry)})`;
    const effect = `The next entry is released only when every member has this one; ${waiting} in the queue.`;
    return [
      {
        node: id,
        peers: late.map((member) => member.id),
        what,
        effect,
        since: spread?.releasedAt ?? view.now,
      },
    ];
  });
}

export const views: Views<GossipVocabulary> = {
  ledger: (view) => [tables(view)],
  waits,
  outlines: () => [],
  measures: () => [],
  charts,
};
