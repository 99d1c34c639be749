/** The head requests of a replica, as a spectator sees them. */
import { compareIds, type Uid } from './identity.ts';
import type { Broadcast, ReplicaState } from './messages.ts';

/** Clients of which a replica must have a head request. */
export function expected({ clients }: ReplicaState): readonly Uid[] {
  return Object.entries(clients)
    .filter(([, { departed }]) => !departed)
    .map(([uid]) => uid);
}

/** Those of which it has none. */
export function missing(state: ReplicaState): readonly Uid[] {
  return expected(state).filter((uid) => state.clients[uid]?.queue.length === 0);
}

/** The one that is executed next, if none is missing. */
export function leastHead({ clients }: ReplicaState): Broadcast | null {
  const heads = Object.values(clients).flatMap(({ queue, departed }) =>
    departed ? [] : queue.slice(0, 1),
  );
  return heads.reduce<Broadcast | null>(
    (least, head) => (least === null || compareIds(head, least) < 0 ? head : least),
    null,
  );
}
