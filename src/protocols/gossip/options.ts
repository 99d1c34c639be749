import type { Protocol } from '../protocol.ts';
import type { GossipVocabulary } from './messages.ts';

export const options: Protocol<GossipVocabulary>['options'] = {
  replicas: {
    kind: 'integer',
    title: 'Replicas',
    help: 'in the initial cluster; more can join at any time',
    initial: 7,
    least: 1,
    most: 1000,
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
  gossipIntervalMs: {
    kind: 'integer',
    title: 'Gossip interval',
    help: 'length of a turn: one push to one neighbour and one report to the balancer',
    initial: 1000,
    least: 10,
    most: 60_000,
    unit: 'ms',
  },
  seeds: {
    kind: 'integer',
    title: 'Seeds per command',
    help: 'members to which the balancer gives a released entry',
    initial: 2,
    least: 1,
    most: 10,
    unit: '',
  },
  crashTimeoutMs: {
    kind: 'integer',
    title: 'Crash timeout',
    help: 'silence after which a member is given up; 0 stands for N + 1 seconds with N members; less than 2000 counts as two heart-beats, 2000',
    initial: 0,
    least: 0,
    most: 3_600_000,
    unit: 'ms',
  },
  eagerPush: {
    kind: 'switch',
    title: 'Push at once',
    help: 'a replica passes an entry on when it applies it, not at its next turn only',
    initial: false,
  },
};
