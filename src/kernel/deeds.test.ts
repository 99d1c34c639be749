import { describe, expect, it } from 'vitest';
import { DELAY_MS_MAX } from './network-deeds.ts';
import { COMMAND_LENGTH_MAX } from './node-deeds.ts';
import type { Intent, LinkSettings } from './intent.ts';
import {
  CALM,
  flightOf,
  KEPT,
  KEPT_REASON,
  STREAM,
  tell,
  testWorld,
  type TestWorld,
  worldPrint,
} from './testing.ts';

/** A world with a little of everything: a node that is down, one frozen, one removed, a held message, a rule, a timer. */
function busyWorld(transport = {}): TestWorld {
  const world = testWorld({ transport, servers: 4, clients: 3 });
  tell(world, 'client-1', 'say client-2 one');
  tell(world, 'client-1', 'say client-2 two');
  tell(world, 'client-1', 'say server-2 knock');
  tell(world, 'client-1', 'say client-3 over-the-cut');
  tell(world, 'client-1', 'timer bell 500');
  world.apply({ type: 'crash', node: 'server-1' });
  world.apply({ type: 'freeze', node: 'server-2' });
  world.apply({ type: 'remove', node: 'server-3' });
  world.apply({ type: 'cut', from: 'client-1', to: 'client-3', bothWays: true });
  world.apply({ type: 'rule', rule: { id: 'slow', action: { kind: 'delay', delayMs: 1 } } });
  return world;
}

const network = (settings: Partial<LinkSettings>): Intent => {
  return { type: 'network', settings: { ...CALM, ...settings } };
};
const bell = (world: TestWorld): number =>
  world.pending().find(({ kind }) => kind === 'timer')?.id ?? 0;

/** A deed that cannot be done in the busy world, and what the person is told. */
const IMPOSSIBLE: readonly (readonly [
  intent: Intent | ((world: TestWorld) => Intent),
  why: string,
])[] = [
  [{ type: 'crash', node: 'nobody' }, 'there is no node "nobody"'],
  [{ type: 'crash', node: '__proto__' }, 'there is no node "__proto__"'],
  [{ type: 'crash', node: 'server-1' }, 'server-1 cannot crash: it has crashed'],
  [{ type: 'crash', node: 'server-3' }, 'server-3 cannot crash: it was removed'],
  [{ type: 'crash', node: 'client-1', keepSends: -1 }, 'keepSends is -1'],
  [{ type: 'crash', node: 'client-1', keepSends: 0.5 }, 'keepSends is 0.5'],
  [{ type: 'restart', node: 'client-1' }, 'client-1 cannot restart: it is up'],
  [{ type: 'restart', node: 'server-2' }, 'server-2 cannot restart: it is frozen'],
  [{ type: 'restart', node: 'server-3' }, 'server-3 cannot restart: it was removed'],
  [{ type: 'freeze', node: 'server-2' }, 'server-2 cannot freeze: it is frozen'],
  [{ type: 'freeze', node: 'server-1' }, 'server-1 cannot freeze: it has crashed'],
  [{ type: 'thaw', node: 'client-1' }, 'client-1 cannot thaw: it is up'],
  [{ type: 'wipe', node: 'client-1' }, 'client-1 cannot lose its disk: it is up'],
  [{ type: 'remove', node: 'server-3' }, 'server-3 cannot be removed: it was removed'],
  [{ type: 'command', client: 'server-4', text: 'draw' }, 'server-4 has no console'],
  [
    { type: 'command', client: 'server-1', text: 'draw' },
    'server-1 cannot take a command: it has crashed',
  ],
  [
    () => ({ type: 'command', client: 'client-1', text: 'x'.repeat(COMMAND_LENGTH_MAX + 1) }),
    `at most ${COMMAND_LENGTH_MAX} characters, this has ${COMMAND_LENGTH_MAX + 1}`,
  ],
  [{ type: 'add', role: 'king' }, 'there is no role "king"; there are client, server'],
  [{ type: 'add', role: 'constructor' }, 'there is no role "constructor"'],
  [{ type: 'partition', groups: [['client-1']] }, 'a partition has at least two groups'],
  [{ type: 'partition', groups: [['client-1'], ['ghost']] }, 'there is no node "ghost"'],
  [
    { type: 'partition', groups: [['client-1'], ['client-1']] },
    'client-1 is in the partition twice',
  ],
  [{ type: 'cut', from: 'client-1', to: 'ghost', bothWays: true }, 'there is no node "ghost"'],
  [
    { type: 'cut', from: 'client-1', to: 'client-1', bothWays: true },
    'client-1 has no link to itself',
  ],
  [{ type: 'mend', from: 'ghost', to: 'client-1', bothWays: true }, 'there is no node "ghost"'],
  [network({ latencyMs: [-1, 5] }), 'not -1 to 5'],
  [network({ latencyMs: [6, 5] }), 'not 6 to 5'],
  [network({ latencyMs: [0.5, 5] }), 'not 0.5 to 5'],
  [network({ latencyMs: [0, DELAY_MS_MAX + 1] }), `at most ${DELAY_MS_MAX} whole ms`],
  [network({ latencyMs: [Number.NaN, 5] }), 'not NaN to 5'],
  [network({ lossPercent: 101 }), 'loss is 0 to 100 whole percent, not 101'],
  [network({ lossPercent: 0.5 }), 'loss is 0 to 100 whole percent, not 0.5'],
  [network({ duplicatePercent: -1 }), 'duplication is 0 to 100 whole percent, not -1'],
  [{ type: 'link', from: 'client-1', to: 'ghost', settings: null }, 'there is no node "ghost"'],
  [
    { type: 'link', from: 'client-1', to: 'client-2', settings: { ...CALM, lossPercent: 1e9 } },
    'loss is 0 to 100',
  ],
  [
    { type: 'rule', rule: { id: 'x', action: { kind: 'delay', delayMs: 1e300 } } },
    'a rule delays by 0 to',
  ],
  [{ type: 'unrule', id: 'fast' }, 'there is no message rule "fast"'],
  [{ type: 'drop', flight: 999 }, 'nothing pending has the number 999'],
  [{ type: 'hold', flight: -1 }, 'nothing pending has the number -1'],
  [(world) => ({ type: 'drop', flight: bell(world) }), 'is not a message'],
  [(world) => ({ type: 'release', flight: flightOf(world, 'one') }), 'is not held'],
  [{ type: 'wind', pending: 999, inMs: 5 }, 'nothing pending has the number 999'],
  [(world) => ({ type: 'wind', pending: flightOf(world, 'one'), inMs: 5 }), 'is not a timer'],
  [
    (world) => ({ type: 'wind', pending: bell(world), inMs: -1 }),
    'a timer fires in 0 to 3600000 whole ms, not -1',
  ],
  [{ type: 'fire', pending: 999 }, 'nothing pending has the number 999'],
  [(world) => ({ type: 'fire', pending: flightOf(world, 'knock') }), 'server-2 is frozen'],
  [
    (world) => ({ type: 'fire', pending: flightOf(world, 'over-the-cut') }),
    'the link from client-1 to client-3 is cut',
  ],
  [{ type: 'clock', node: 'client-1', ratePermille: 0 }, 'a clock runs at 1 to 100000 thousandths'],
  [{ type: 'clock', node: 'client-1', ratePermille: 1.5 }, 'not 1.5'],
  [{ type: 'clock', node: 'ghost', ratePermille: 1000 }, 'there is no node "ghost"'],
  [{ type: 'flaw', name: 'deaff', on: true }, 'there is no flaw "deaff"; there are deaf'],
  [{ type: 'flaw', name: 'deaf', on: false }, '"deaf" is off already'],
];

describe('a deed that cannot be done', () => {
  it.each(IMPOSSIBLE)('%j says why and changes nothing', (deed, why) => {
    for (const transport of [{}, STREAM]) {
      const world = busyWorld(transport);
      const intent = typeof deed === 'function' ? deed(world) : deed;
      const before = worldPrint(world);
      expect(() => world.apply(intent)).toThrow(why);
      expect(worldPrint(world)).toBe(before);
    }
  });

  it('fire does not let a message overtake an earlier one where order is kept', () => {
    const world = busyWorld(STREAM);
    const first = flightOf(world, 'one');
    const second = flightOf(world, 'two');
    const before = worldPrint(world);
    expect(() => world.fire(second)).toThrow(`message ${first} of client-1 comes first`);
    expect(worldPrint(world)).toBe(before);
    world.fire(first);
    world.fire(second);
    expect(world.record('client-2').state.heard).toEqual([
      'boot 1',
      'one from client-1',
      'two from client-1',
    ]);
  });

  it('is refused with the number that was fired already', () => {
    const world = busyWorld();
    const id = flightOf(world, 'one');
    world.fire(id);
    expect(() => world.fire(id)).toThrow(`nothing pending has the number ${id}`);
  });
});

describe('a deed by hand on a message', () => {
  it('drop takes it out', () => {
    const world = busyWorld();
    const event = world.apply({ type: 'drop', flight: flightOf(world, 'one') });
    expect(event).toMatchObject({ kind: 'drop', loss: 'hand', node: 'client-2', cause: null });
    world.advanceTo(1000);
    expect(world.record('client-2').state.heard).not.toContain('one from client-1');
  });

  it('duplicate lets it arrive twice', () => {
    const world = busyWorld();
    world.apply({ type: 'duplicate', flight: flightOf(world, 'one') });
    world.advanceTo(1000);
    const heard = world.record('client-2').state.heard.filter((line) => line.startsWith('one'));
    expect(heard).toHaveLength(2);
  });

  it('hold keeps it for as long as one likes, release lets it arrive at once', () => {
    const world = busyWorld();
    world.apply({ type: 'hold', flight: flightOf(world, 'one') });
    world.advanceTo(100_000);
    expect(world.record('client-2').state.heard).toEqual(['boot 1', 'two from client-1']);
    world.apply({ type: 'release', flight: flightOf(world, 'one') });
    world.advanceTo(100_000);
    expect(world.record('client-2').state.heard.at(-1)).toBe('one from client-1');
  });

  it('fire delivers a held message', () => {
    const world = busyWorld();
    const flight = flightOf(world, 'one');
    world.apply({ type: 'hold', flight });
    world.fire(flight);
    expect(world.parked).toEqual([]);
    expect(world.record('client-2').state.heard.at(-1)).toBe('one from client-1');
  });
});

describe('the other deeds', () => {
  it('a console line that is help or nonsense is answered at the console, and no handler runs', () => {
    const world = testWorld();
    tell(world, 'client-1', 'help');
    tell(world, 'client-1', '');
    const [help, empty] = world.operations();
    expect(help).toMatchObject({ outcome: 'ok', command: null, ended: 0 });
    expect(empty).toMatchObject({ outcome: 'refused', result: 'say something' });
    expect(world.record('client-1').state.heard).toEqual(['boot 1']);
  });

  it('a timer that is wound fires at its new time, once', () => {
    const world = testWorld();
    tell(world, 'client-1', 'timer bell 500');
    world.apply({ type: 'wind', pending: bell(world), inMs: 80 });
    expect(world.record('client-1').timers.map(({ due }) => due)).toEqual([80]);
    world.advanceTo(79);
    expect(world.record('client-1').state.heard).toEqual(['boot 1']);
    world.advanceTo(1000);
    expect(world.record('client-1').state.heard).toEqual(['boot 1', 'timer bell at 80']);
  });

  it('a rule of the same name replaces the old one', () => {
    const world = busyWorld();
    world.apply({ type: 'rule', rule: { id: 'slow', action: { kind: 'drop' } } });
    expect(world.bus.network.rules).toEqual([{ id: 'slow', action: { kind: 'drop' } }]);
    world.apply({ type: 'unrule', id: 'slow' });
    expect(world.bus.network.rules).toEqual([]);
  });

  it('a link given back takes the settings of the network again', () => {
    const world = testWorld();
    const settings = { ...CALM, latencyMs: [77, 77] as const };
    world.apply({ type: 'link', from: 'client-1', to: 'server-1', settings });
    expect(tell(world, 'client-1', 'say server-1 slow').sent[0]?.due).toBe(77);
    world.apply({ type: 'link', from: 'client-1', to: 'server-1', settings: null });
    expect(tell(world, 'client-1', 'say server-1 fast').sent[0]?.due).toBe(10);
  });

  it('a flaw that is switched on is seen by the handlers, until it is switched off', () => {
    const world = testWorld();
    world.apply({ type: 'flaw', name: 'deaf', on: true });
    tell(world, 'client-1', 'say server-1 unheard');
    world.advanceTo(100);
    world.apply({ type: 'flaw', name: 'deaf', on: false });
    tell(world, 'client-1', 'say server-1 heard');
    world.advanceTo(200);
    expect(world.record('server-1').state.heard).toEqual(['boot 1', 'heard from client-1']);
  });

  it('a deed that the program refuses throws its reason and changes nothing', () => {
    const world = testWorld({ servers: 6 });
    const before = worldPrint(world);
    expect(() => world.apply({ type: 'crash', node: KEPT })).toThrow(KEPT_REASON);
    expect(worldPrint(world)).toBe(before);
    expect(world.apply({ type: 'crash', node: 'server-5' }).kind).toBe('crash');
  });
});
