import type { Protocol } from '../protocol.ts';
import type { LamportVocabulary } from './messages.ts';

export const options: Protocol<LamportVocabulary>['options'] = {
  replicas: {
    kind: 'integer',
    title: 'Replicas',
    help: 'in the initial cluster; t of them tolerate t − 1 failures',
    initial: 3,
    least: 1,
    most: 9,
    unit: '',
  },
  clients: {
    kind: 'integer',
    title: 'Clients',
    help: 'in the initial cluster; more can connect at any time',
    initial: 2,
    least: 1,
    most: 9,
    unit: '',
  },
  dummyIntervalMs: {
    kind: 'integer',
    title: 'Pause before a dummy',
    help: 'a client with nothing to say broadcasts a dummy request so long after its last broadcast was complete',
    initial: 100,
    least: 10,
    most: 10_000,
    unit: 'ms',
  },
};
