/** Nodes, flights and trace as plain data for scripts. */
import type { Flight } from '../kernel/pending.ts';
import type { Run } from '../run/run.ts';
import { sentenceOf } from './sentences.ts';

/** Every node that was not removed. `description` is what the page says of it. */
export function readNodeList({ protocol, world }: Run) {
  return world
    .records()
    .filter(({ status }) => status !== 'removed')
    .map(({ id, role, status, state, incarnation, disk }) => {
      const { sentence, label, badge, epoch } = protocol.describe.node(world, id, state);
      return {
        id,
        role,
        status,
        incarnation,
        state,
        disk,
        description: sentenceOf(id, status, sentence),
        label,
        badge,
        epoch,
      };
    });
}

/** Every message on its way or waiting, in the order of arrival. */
export function readFlights({ protocol, world }: Run) {
  const flying = world
    .pending()
    .flatMap((item) => (item.kind === 'deliver' ? [plain(item, null)] : []));
  const waiting = world.parked.flatMap(({ reason, pending }) =>
    pending.kind === 'deliver' ? [plain(pending, reason)] : [],
  );
  function plain(flight: Flight, parked: string | null) {
    const { id, from, node: to, sentAt, due, message, fate } = flight;
    const { title } = protocol.describe.message(message);
    return { id, from, to, type: message.type, title, sentAt, due, fate, parked, message };
  }
  return [...flying, ...waiting];
}

/** The events from number `from` up to now. */
export function readTrace(run: Run, from: number) {
  return run.traceFrom(from).map(({ before: _before, after: _after, ...record }) => record);
}
