import type { Protocol } from '../protocol.ts';
import type { PaxosVocabulary } from './messages.ts';

export const options: Protocol<PaxosVocabulary>['options'] = {
  servers: {
    kind: 'integer',
    title: 'Servers',
    help: 'fixed for the run; 2f + 1 of them survive the failure of f',
    initial: 3,
    least: 3,
    most: 9,
    unit: '',
  },
  clients: {
    kind: 'integer',
    title: 'Clients',
    help: 'in the initial cluster; more can join at any time',
    initial: 2,
    least: 1,
    most: 12,
    unit: '',
  },
  multiPaxos: {
    kind: 'switch',
    title: 'Multi-Paxos',
    help: 'a stable leader skips phase 1 while its ballot holds; the others forward their texts to it',
    initial: false,
  },
  phaseTimeoutMs: {
    kind: 'integer',
    title: 'Phase timeout',
    help: 'how long a proposer waits for a majority in each phase',
    initial: 2000,
    least: 100,
    most: 60_000,
    unit: 'ms',
  },
  backOffMs: {
    kind: 'integer',
    title: 'Back-off',
    help: 'how long a proposer rests after a failed attempt',
    initial: 1000,
    least: 0,
    most: 60_000,
    unit: 'ms',
  },
  jitterMs: {
    kind: 'integer',
    title: 'Jitter',
    help: 'a random time up to this is added to each back-off, so that two proposers do not meet again',
    initial: 500,
    least: 0,
    most: 60_000,
    unit: 'ms',
  },
};
