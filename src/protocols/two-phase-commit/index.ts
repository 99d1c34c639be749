/**
 * Two-phase commit: workers hold one table each, a coordinator carries every write out at all of them or at none, by asking
 * for votes first and telling the decision after.
 */
import type { Protocol } from '../protocol.ts';
import { client } from './client.ts';
import { consoleSpec, parseLine } from './console.ts';
import { coordinator } from './coordinator.ts';
import { describe } from './describe.ts';
import { flaws } from './flaws.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';

import type { CommitVocabulary } from './messages.ts';
import { options } from './options.ts';
import { refuses } from './refusals.ts';
import { scenarios } from './scenarios.ts';
import { worker } from './worker.ts';

export const twoPhaseCommit: Protocol<CommitVocabulary> = {
  id: 'two-phase-commit',
  title: 'Two-phase commit',
  summary: 'A table at several workers: every write at all of them or at none',
  source: 'Gray 1978; Lampson and Sturgis; Bernstein, Hadzilacos and Goodman 1987, chapter 7',
  transport: { kind: 'stream', fifo: true, failStop: false },
  weather: { latencyMs: [80, 250], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 20, addLabel: 'client' },
    coordinator: { title: 'coordinator', family: 'middle', most: 1 },
    worker: { title: 'worker', family: 'replica', most: 40, addLabel: 'worker' },
  },
  processes: { client, coordinator, worker },
  options,
  console: consoleSpec,
  messageTypes: [
    'set',
    'set-response',
    'vote-request',
    'vote-response',
    'commit',
    'abort',
    'ack',
    'decision-req',
    'decision',
    'get',
    'get-db',
    'verify',
    'send',
    'send-db',
    'get-response',
    'db-response',
    'verify-response',
    'error',
    'inquire',
    'pending',
    'join',
    'rejoin',
    'welcome',
    'snapshot-req',
    'snapshot',
    'installed',
  ],
  flaws,
  scenarios,
  judgement,
  describe,
  views,
  refuses,
  hint,
  cluster: ({ workers, clients }) => [
    ...Array.from({ length: workers }, () => 'worker' as const),
    'coordinator',
    ...Array.from({ length: clients }, () => 'client' as const),
  ],
  parse: (text) => parseLine(text),
};
