/** Moments worth looking at that one key brings about. */
import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { Deeds, SetUp } from '../protocol.ts';
import type { PaxosVocabulary } from './messages.ts';

type View = WorldView<PaxosVocabulary>;

export const setUps: readonly SetUp<PaxosVocabulary>[] = [
  {
    id: 'rival-proposers',
    title: 'Rival proposers',
    help: 'a client at each server speaks in the same instant: several ballots for one round',
    key: 'r',
    deeds: (view) => rivals(view),
  },
  {
    id: 'crash-the-proposer',
    title: 'Crash the proposer',
    help: 'the server that waits for votes, or for promises, crashes in the middle of its round: who finishes it?',
    key: 'p',
    deeds: (view) => crashProposer(view),
  },
];

/** One client of each server says something, all at once. */
function rivals(view: View): Deeds {
  const speakers = new Map<string, string>();
  for (const { id, status, state } of view.nodes('client')) {
    const server = state.seat?.server;
    if (status !== 'up' || server === undefined || speakers.has(server)) continue;
    if (view.node(server)?.status === 'up') speakers.set(server, id);
  }
  if (speakers.size < 2) {
    return { kind: 'refusal', text: 'rivals need clients at two live servers: add a client' };
  }
  const intents = [...speakers.values()].map((client): Intent => {
    return { type: 'command', client, text: 'me first' };
  });
  return { kind: 'deeds', intents };
}

/** The server that has asked for votes, or at least for promises, and has its text not chosen yet. */
function crashProposer(view: View): Deeds {
  const proposers = view
    .nodes('server')
    .filter(({ status, state }) => status === 'up' && state.proposal?.purpose === 'text');
  const voting = proposers.find(({ state }) => state.proposal?.phase === 'accept');
  const node = (voting ?? proposers[0])?.id;
  if (node === undefined) {
    return { kind: 'refusal', text: 'nobody is proposing: say something first' };
  }
  return { kind: 'deeds', intents: [{ type: 'crash', node }] };
}
