/**
 * The gossip database: replicas hold a table of names and ages, a balancer puts all writes in one order, and each write
 * spreads from two replicas to all by gossip, one push a second.
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
import type { GossipVocabulary } from './messages.ts';
import { options } from './options.ts';
import { replica } from './replica.ts';
import { scenarios } from './scenarios.ts';

export const gossip: Protocol<GossipVocabulary> = {
  id: 'gossip',
  title: 'Gossip',
  summary: 'A table on many replicas: one order from a balancer, spread by gossip',
  source: 'Ruiguang Li, A Simple Distributed Database Based on Gossip; Demers et al. 1987',
  transport: { kind: 'datagram', fifo: false, failStop: false },
  weather: { latencyMs: [80, 400], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 20, addLabel: 'client' },
    balancer: { title: 'load balancer', family: 'middle', most: 1 },
    replica: { title: 'replica', family: 'replica', most: 1000, addLabel: 'replica' },
  },
  processes: { client, balancer, replica },
  options,
  console: consoleSpec,
  messageTypes: [
    'command',
    'queued',
    'replicated',
    'forgotten',
    'node',
    'members',
    'rejoin',
    'census',
    'state',
    'seed',
    'push',
    'pull',
    'table',
  ],
  flaws,
  scenarios,
  judgement,
  describe,
  views,
  hint,
  cluster: ({ replicas, clients }) => [
    'balancer',
    ...Array.from({ length: replicas }, () => 'replica' as const),
    ...Array.from({ length: clients }, () => 'client' as const),
  ],
  parse: (text) => parseLine(text),
};
