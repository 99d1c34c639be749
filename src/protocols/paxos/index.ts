/**
 * The Paxos chat: clients talk on servers that agree on each line of one log by Paxos; a load balancer gives clients a server.
 */
import type { Protocol } from '../protocol.ts';
import { balancer } from './balancer.ts';
import { client } from './client.ts';
import { consoleSpec, parseLine } from './console.ts';
import { describe } from './describe.ts';
import { flaws } from './flaws.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { PaxosVocabulary } from './messages.ts';
import { setting } from './modes.ts';
import { options } from './options.ts';
import { scenarios } from './scenarios.ts';
import { server } from './server.ts';
import { setUps } from './set-ups.ts';

export const paxos: Protocol<PaxosVocabulary> = {
  id: 'paxos',
  title: 'Paxos',
  summary: 'A chat on a replicated log: one round, one value, by majority',
  source: 'Lamport, The Part-Time Parliament 1998, Paxos Made Simple 2001; README of p2p-pacman',
  transport: { kind: 'stream', fifo: false, failStop: false },
  weather: { latencyMs: [150, 350], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 12, addLabel: 'client' },
    balancer: { title: 'load balancer', family: 'middle', most: 1 },
    server: { title: 'server', family: 'replica', most: 12, addLabel: 'server' },
  },
  processes: { client, balancer, server },
  options,
  console: consoleSpec,
  messageTypes: [
    'prepare',
    'promise',
    'accept',
    'accepted',
    'reject',
    'old-instance',
    'commit',
    'ask-highest',
    'highest',
    'forward',
    'say',
    'said',
    'get-logs',
    'logs',
    'register',
    'registered',
    'recall',
    'route',
    'routed',
    'seated',
  ],
  flaws,
  scenarios,
  judgement,
  describe,
  views,
  setting,
  setUps,
  hint,
  refuses: (intent, view) =>
    intent.type === 'wipe' && view.node(intent.node)?.role === 'server'
      ? 'Paxos rests on what its acceptors have on disk; the flaw "Promises and votes are not on disk" shows why'
      : null,
  cluster: ({ servers, clients }) => [
    'balancer',
    ...Array.from({ length: servers }, () => 'server' as const),
    ...Array.from({ length: clients }, () => 'client' as const),
  ],
  parse: (text) => parseLine(text),
};
