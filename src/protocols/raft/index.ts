/**
 * Raft: servers elect a leader, the leader orders what clients ask in a log, and everybody applies the log to a key-value store.
 */
import type { Protocol } from '../protocol.ts';
import { client } from './client.ts';
import { consoleSpec, parseLine } from './console.ts';
import { describe } from './describe.ts';
import { flaws } from './flaws.ts';
import { hint } from './hint.ts';
import { judgement } from './invariants.ts';
import { views } from './ledger.ts';
import type { RaftVocabulary } from './messages.ts';
import { options } from './options.ts';
import { scenarios } from './scenarios.ts';
import { server } from './server.ts';
import { setUps } from './set-ups.ts';

export const raft: Protocol<RaftVocabulary> = {
  id: 'raft',
  title: 'Raft',
  summary: 'A log that a majority agrees on, one leader a term, and a key-value store on top',
  source: 'Ongaro and Ousterhout, In Search of an Understandable Consensus Algorithm, 2014',
  transport: { kind: 'datagram', fifo: false, failStop: false },
  weather: { latencyMs: [60, 160], lossPercent: 0, duplicatePercent: 0 },
  roles: {
    client: { title: 'client', family: 'client', most: 20, addLabel: 'client' },
    server: { title: 'server', family: 'replica', most: 21, addLabel: 'server' },
  },
  processes: { client, server },
  options,
  console: consoleSpec,
  messageTypes: [
    'RequestVote',
    'RequestVoteReply',
    'PreVote',
    'PreVoteReply',
    'AppendEntries',
    'AppendEntriesReply',
    'InstallSnapshot',
    'InstallSnapshotReply',
    'TimeoutNow',
    'ClientRequest',
    'ClientReply',
    'Redirect',
  ],
  flaws,
  scenarios,
  judgement,
  setUps,
  describe,
  views,
  hint,
  cluster: ({ servers, clients }) => [
    ...Array.from({ length: servers }, () => 'server' as const),
    ...Array.from({ length: clients }, () => 'client' as const),
  ],
  refuses: (intent, view) =>
    intent.type === 'wipe' && view.node(intent.node)?.role === 'server'
      ? 'Raft rests on its disks (Figure 2, persistent state): remove this server and add a new one'
      : null,
  parse: (text) => parseLine(text),
};
