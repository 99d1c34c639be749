/** A person's deeds: each checks that it can be done, says why if it cannot, and is one event. */
import type { Intent } from './intent.ts';
import { changeNetwork } from './network-deeds.ts';
import { addNode, changeNode, command } from './node-deeds.ts';
import { fire, handleFlight, wind } from './pending-deeds.ts';
import { unreachable, type Vocabulary } from './process.ts';
import type { TraceEvent } from './trace.ts';
import type { World } from './world.ts';

/** Does what `intent` says. Throws an `Error` in plain words if it cannot be done; the world is then unchanged. */
export function performIntent<V extends Vocabulary>(
  world: World<V>,
  intent: Intent,
): TraceEvent<V> {
  const refusal = world.program.refuses?.(intent, world) ?? null;
  if (refusal !== null) throw new Error(refusal);
  switch (intent.type) {
    case 'command':
      return command(world, intent);
    case 'crash':
    case 'restart':
    case 'freeze':
    case 'thaw':
    case 'wipe':
    case 'remove':
    case 'clock':
      return changeNode(world, intent);
    case 'add':
      return addNode(world, intent);
    case 'partition':
    case 'heal':
    case 'cut':
    case 'mend':
    case 'network':
    case 'link':
    case 'rule':
    case 'unrule':
      return changeNetwork(world, intent);
    case 'drop':
    case 'duplicate':
    case 'hold':
    case 'release':
      return handleFlight(world, intent);
    case 'fire':
      return fire(world, intent);
    case 'wind':
      return wind(world, intent);
    case 'flaw':
      return switchFlaw(world, intent);
    default:
      return unreachable(intent);
  }
}

function switchFlaw<V extends Vocabulary>(
  world: World<V>,
  intent: Extract<Intent, { type: 'flaw' }>,
): TraceEvent<V> {
  const { name, on } = intent;
  if (!world.program.flaws.some((flaw) => flaw.name === name)) {
    const names = world.program.flaws.map((flaw) => flaw.name).join(', ');
    throw new Error(`there is no flaw "${name}"; there are ${names}`);
  }
  if (world.flaws.includes(name) === on)
    throw new Error(`"${name}" is ${on ? 'on' : 'off'} already`);
  world.flaws = on ? [...world.flaws, name] : world.flaws.filter((other) => other !== name);
  return world.close(intent, null, null);
}
