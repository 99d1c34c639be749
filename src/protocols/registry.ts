/** Every protocol of the playground: one line each. */
import { cluster } from './cluster/index.ts';
import { gossip } from './gossip/index.ts';
import { lamport } from './lamport/index.ts';
import { paxos } from './paxos/index.ts';
import type { Protocol } from './protocol.ts';
import { raft } from './raft/index.ts';
import { twoPhaseCommit } from './two-phase-commit/index.ts';

export const protocols: readonly Protocol[] = [
  gossip,
  twoPhaseCommit,
  paxos,
  lamport,
  cluster,
  raft,
];

/** The protocol called `id`; throws with the list of those that exist. */
export function protocolCalled(id: string): Protocol {
  const found = protocols.find((protocol) => protocol.id === id);
  if (found !== undefined) return found;
  const ids = protocols.map((protocol) => protocol.id).join(', ');
  throw new Error(`there is no protocol "${id}"; there are ${ids}`);
}
