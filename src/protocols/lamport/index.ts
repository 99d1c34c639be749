/**
 * State-machine replication with logical clocks: replicas of a database of vaccine sites, clients that broadcast to all of them,
 * one order for all requests by (clock, client), and no leader.
 */
import type { Protocol } from '../protocol.ts';
import { client } from './client.ts';
import { consoleSpec, parseLine } from './console.ts';
import { describe } from './describe.ts';
import { flaws } from './flaws.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { LamportVocabulary } from './messages.ts';
import { options } from './options.ts';
import { refuses } from './refusals.ts';
import { replica } from './replica.ts';
import { scenarios } from './scenarios.ts';

export const lamport: Protocol<LamportVocabulary> = {
  id: 'lamport',
  title: 'Lamport clocks',
  summary: 'A state machine on many replicas: one order of requests from logical clocks',
  source:
    'Lamport 1978; Schneider, State Machine Approach 1990; Schneider, Gries and Schlichting 1984; README of the distributed vaccine database',
  transport: { kind: 'stream', fifo: true, failStop: true, unorderedBy: 'fifo-off' },
  weather: { latencyMs: [40, 120], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 20, addLabel: 'client' },
    replica: { title: 'replica', family: 'replica', most: 9, addLabel: 'replica' },
  },
  processes: { client, replica },
  options,
  console: consoleSpec,
  messageTypes: [
    'hello',
    'greeting',
    'request',
    'dummy',
    'ack',
    'output',
    'closing',
    'close',
    'knock',
    'welcome',
    'join',
    'ready',
    'busy',
    'withdraw',
    'fetch',
    'snapshot',
    'live',
  ],
  flaws,
  scenarios,
  judgement,
  describe,
  views,
  hint,
  cluster: ({ replicas, clients }) => [
    ...Array.from({ length: replicas }, () => 'replica' as const),
    ...Array.from({ length: clients }, () => 'client' as const),
  ],
  refuses,
  parse: (text) => parseLine(text),
};
