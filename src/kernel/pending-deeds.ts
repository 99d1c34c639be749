/** Deeds on what is still to happen: a message is dropped, doubled, held, let go; a timer is set; anything is made to happen now. */
import { senderOf } from './bus.ts';
import type { Intent } from './intent.ts';
import { DELAY_MS_MAX } from './network-deeds.ts';
import type { Flight } from './pending.ts';
import { type Message, unreachable, type Vocabulary } from './process.ts';
import type { TraceEvent } from './trace.ts';
import type { World } from './world.ts';

type Of<T extends Intent['type']> = Extract<Intent, { type: T }>;

/** Does something to a message on its way. */
export function handleFlight<V extends Vocabulary>(
  world: World<V>,
  intent: Of<'drop' | 'duplicate' | 'hold' | 'release'>,
): TraceEvent<V> {
  const flight = flightCalled(world, intent.flight);
  switch (intent.type) {
    case 'drop':
      world.agenda.take(flight.id);
      break;
    case 'duplicate':
      world.copyFlight(flight);
      break;
    case 'hold':
      world.agenda.take(flight.id);
      world.agenda.park('held', flight, world.now);
      break;
    case 'release':
      if (
        !world.parked.some(({ reason, pending }) => reason === 'held' && pending.id === flight.id)
      ) {
        throw new Error(`message ${flight.id} is not held`);
      }
      world.agenda.take(flight.id);
      world.agenda.put(flight);
      break;
    default:
      return unreachable(intent);
  }
  world.agenda.unpark(world.now);
  const loss = intent.type === 'drop' ? ('hand' as const) : null;
  return world.close(intent, flight.node, null, { pending: flight, loss });
}

function flightCalled<V extends Vocabulary>(world: World<V>, id: number): Flight<Message<V>> {
  const pending = world.agenda.lookUp(id);
  if (pending.kind !== 'deliver') throw new Error(`number ${id} is not a message`);
  return pending;
}

/** Makes something happen now, unless order, a cut or a frozen node forbids it. */
export function fire<V extends Vocabulary>(world: World<V>, intent: Of<'fire'>): TraceEvent<V> {
  const pending = world.agenda.lookUp(intent.pending);
  const from = senderOf(pending);
  const target = world.record(pending.node);
  if (target.status === 'frozen') throw new Error(`${target.id} is frozen`);
  const earlier = world.agenda.earlierOnLane(pending);
  if (earlier !== undefined) throw new Error(`message ${earlier.id} of ${from} comes first`);
  if (from !== null && world.bus.isCut(from, target.id)) {
    throw new Error(`the link from ${from} to ${target.id} is cut`);
  }
  world.agenda.take(pending.id);
  const event = world.happen(pending, intent);
  world.agenda.unpark(world.now);
  return event;
}

/** Sets a running timer anew. */
export function wind<V extends Vocabulary>(world: World<V>, intent: Of<'wind'>): TraceEvent<V> {
  const { pending, inMs } = intent;
  const timer = world.agenda.lookUp(pending);
  if (timer.kind !== 'timer') throw new Error(`number ${pending} is not a timer`);
  if (!Number.isInteger(inMs) || inMs < 0 || inMs > DELAY_MS_MAX) {
    throw new Error(`a timer fires in 0 to ${DELAY_MS_MAX} whole ms, not ${inMs}`);
  }
  const before = world.record(timer.node);
  const wound = { ...timer, due: world.now + inMs };
  world.agenda.take(pending);
  world.change(timer.node, {
    timers: before.timers.map((other) => (other.id === pending ? wound : other)),
  });
  world.agenda.put(wound);
  return world.close(intent, timer.node, before, { pending: wound });
}
