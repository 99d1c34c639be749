/** Every protocol of the playground: one line each. */
import { gossip } from './gossip/index.ts';
import type { Protocol } from './protocol.ts';

export const protocols: readonly Protocol[] = [gossip];

/** The protocol called `id`; throws with the list of those that exist. */
export function protocolCalled(id: string): Protocol {
  const found = protocols.find((protocol) => protocol.id === id);
  if (found !== undefined) return found;
  const ids = protocols.map((protocol) => protocol.id).join(', ');
  throw new Error(`there is no protocol "${id}"; there are ${ids}`);
}
