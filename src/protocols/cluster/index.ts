/**
 * A registry, a bully leader and a replicated log: the ladder of a distributed database, from one node with a table to a cluster that
 * survives the death of its leader without losing what it has acknowledged.
 */
import type { Protocol } from '../protocol.ts';
import { client } from './client.ts';
import { consoleSpec, parseLine } from './console.ts';
import { describe } from './describe.ts';
import { flaws } from './flaws.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { has, since } from './ladder.ts';
import type { ClusterVocabulary } from './messages.ts';
import { databaseNode } from './node.ts';
import { options } from './options.ts';
import { registry } from './registry.ts';
import { scenarios } from './scenarios.ts';
import { views } from './ledger.ts';

export const cluster: Protocol<ClusterVocabulary> = {
  id: 'cluster',
  title: 'Registry, bully, replication',
  summary: 'A key-value store in five steps: discovery, election, copies, a log with majorities',
  source:
    'README of the distributed database project, versions 1.0.0 to 3.0.0; Garcia-Molina 1982; Ongaro and Ousterhout 2014',
  transport: { kind: 'stream', fifo: false, failStop: false },
  weather: { latencyMs: [5, 30], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 6, addLabel: 'client' },
    registry: { title: 'registry', family: 'middle', most: 1 },
    node: { title: 'node', family: 'replica', most: 9, addLabel: 'node' },
  },
  processes: { client, registry, node: databaseNode },
  options,
  console: consoleSpec,
  messageTypes: [
    'register',
    'list',
    'listing',
    'put',
    'get',
    'remove',
    'ask',
    'written',
    'value',
    'redirect',
    'unavailable',
    'uncertain',
    'told',
    'heartbeat',
    'heard',
    'election',
    'alive',
    'victory',
    'copy',
    'takeover',
    'promised',
    'pull',
    'pulled',
    'append',
    'appended',
    'commit',
    'fenced',
  ],
  flaws,
  scenarios,
  judgement,
  describe,
  views,
  hint,
  cluster(options) {
    const clients = Array.from({ length: options.clients }, () => 'client' as const);
    if (!has('discovery', options)) return ['node', ...clients];
    const nodes = Array.from({ length: options.nodes }, () => 'node' as const);
    return ['registry', ...nodes, ...clients];
  },
  diskless: (options) => !has('replication', options),
  refuses(intent, { options }) {
    if (intent.type === 'add' && intent.role === 'node' && !has('discovery', options)) {
      return 'Version 1.0.0 is one node; from 2.0.0 on nodes find each other by the registry';
    }
    if (intent.type === 'wipe' && !has('replication', options)) {
      return `Version ${options.version} keeps nothing on disk; ${since('replication')} does`;
    }
    return null;
  },
  parse: (text) => parseLine(text),
};
