/** What one key brings about: the same four as in the authors' own visualisation of Raft. */
import type { Intent } from '../../kernel/intent.ts';
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Deeds, SetUp } from '../protocol.ts';
import { leaderOf } from './ledger.ts';
import type { RaftVocabulary } from './messages.ts';

type View = WorldView<RaftVocabulary>;
type Server = NodeView<RaftVocabulary, 'server'>;

/** Aligned timers run out this soon: before a heart-beat on its way can set one of them back. */
const SOON_MS = 1;

export const setUps: readonly SetUp<RaftVocabulary>[] = [
  {
    id: 'restart-leader',
    title: 'Restart the leader',
    help: 'crashes it and brings it back at once: it has its log, and follows',
    key: 'r',
    deeds(view) {
      const leader = leaderOf(view);
      if (leader === undefined) return refuse('nobody leads');
      const { id: node } = leader;
      return doing([
        { type: 'crash', node },
        { type: 'restart', node },
      ]);
    },
  },
  {
    id: 'split-vote',
    title: 'Split vote',
    help: 'aligns the election timers: all stand at once, and each votes for itself',
    key: 'v',
    deeds: (view) =>
      view.options.reads === 'lease' && leaderOf(view) !== undefined
        ? refuse('a lease counts on it that nobody stands who hears a leader')
        : wound(view, () => SOON_MS),
  },
  {
    id: 'spread-timers',
    title: 'Spread the timers',
    help: 'lets the election timers run out one after another, evenly spaced',
    key: 's',
    deeds(view) {
      const least = view.options.electionTimeoutMs;
      return wound(view, (place, count) => least + Math.floor((least * place) / count));
    },
  },
  {
    id: 'log-replication',
    title: 'Log replication',
    help: 'crashes every follower and lets each client write: bring them back one by one, and watch',
    key: 'g',
    deeds(view) {
      const leader = leaderOf(view);
      if (leader === undefined) return refuse('nobody leads');
      const followers = up(view).filter(({ id }) => id !== leader.id);
      const clients = view.nodes('client').filter(({ status }) => status === 'up');
      return doing([
        ...followers.map(({ id }): Intent => ({ type: 'crash', node: id })),
        ...clients.map(({ id }, place): Intent => {
          return { type: 'command', client: id, text: `set k${place + 1} ${place + 1}` };
        }),
      ]);
    },
  },
];

/** The running election timers, each wound to run out in `inMs`. */
function wound(view: View, inMs: (place: number, count: number) => number): Deeds {
  const timers = up(view).flatMap(({ timers: running }) =>
    running.filter(({ name }) => name === 'election'),
  );
  if (timers.length < 2) return refuse('fewer than two servers wait for a leader');
  return doing(
    timers.map(({ id }, place) => {
      return { type: 'wind', pending: id, inMs: inMs(place, timers.length) };
    }),
  );
}

function up(view: View): readonly Server[] {
  return view.nodes('server').filter(({ status }) => status === 'up');
}

function doing(intents: readonly Intent[]): Deeds {
  return { kind: 'deeds', intents };
}

function refuse(text: string): Deeds {
  return { kind: 'refusal', text };
}
