import type { Protocol } from '../protocol.ts';
import type { CommitVocabulary } from './messages.ts';

export const options: Protocol<CommitVocabulary>['options'] = {
  workers: {
    kind: 'integer',
    title: 'Workers',
    help: 'in the initial cluster; more can join at any time',
    initial: 3,
    least: 1,
    most: 8,
    unit: '',
  },
  clients: {
    kind: 'integer',
    title: 'Clients',
    help: 'in the initial cluster',
    initial: 2,
    least: 1,
    most: 20,
    unit: '',
  },
  thinkMs: {
    kind: 'integer',
    title: 'Think time',
    help: 'the longest that a worker takes for a COMMIT or a GET; each takes a random time from 10 ms to this',
    initial: 135,
    least: 0,
    most: 2000,
    unit: 'ms',
  },
  timeoutMs: {
    kind: 'integer',
    title: 'Time-out',
    help: 'silence after which a worker that owes something is dropped from the pool',
    initial: 1000,
    least: 100,
    most: 60_000,
    unit: 'ms',
  },
  preload: {
    kind: 'switch',
    title: 'Preloaded',
    help: 'workers start with a to e set to one to five, as in the original; else empty',
    initial: true,
  },
  cooperative: {
    kind: 'switch',
    title: 'Cooperative termination',
    help: 'a worker in doubt asks its peers too, not only the coordinator',
    initial: false,
  },
  rowsAtFirst: {
    kind: 'integer',
    title: 'Room at worker-1',
    help: 'rows that worker-1 can hold: it votes no on one more; 0 stands for no limit',
    initial: 0,
    least: 0,
    most: 1000,
    unit: 'rows',
  },
};
