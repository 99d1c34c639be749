import { describe, expect, it } from 'vitest';
import { RandomStream } from '../kernel/random.ts';
import { World } from '../kernel/world.ts';
import {
  initialOptions,
  type JudgedVocabulary,
  type Property,
  type Protocol,
} from '../protocols/protocol.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { drawDeed, FAULT_LEVELS, type FaultLevel, healing } from './faults.ts';
import { judge, missing, openVerdicts } from './judge.ts';
import { sweepSeed, type SweepSettings } from './sweep.ts';

const gossip = protocolCalled('gossip');
const OPTIONS = { ...initialOptions(gossip), replicas: 3, clients: 1 };
const SETTINGS: SweepSettings = {
  faults: 'light',
  options: OPTIONS,
  flaws: [],
  stormMs: 5000,
  patienceMs: 60_000,
};

/** The protocol with these properties and no others. */
function judgedBy(...properties: readonly Property[]): Protocol {
  return { ...gossip, judgement: { start: {}, observe: (memory) => memory, properties } };
}
const always = (check: Extract<Property, { kind: 'always' }>['check']): Property => {
  return { id: 'law', title: 'law', source: 'test', kind: 'always', check };
};
const eventually = (id: string, isMet: boolean): Property => {
  return {
    id,
    title: id,
    source: 'test',
    kind: 'eventually',
    check: () => (isMet ? null : `no ${id}`),
  };
};

describe('the judge', () => {
  it('keeps the first break of a property, and asks no more', () => {
    let asked = 0;
    const protocol = judgedBy(
      always((_memory, { number }) => {
        asked += 1;
        return number >= 3 ? `broken at ${number}` : null;
      }),
    );
    const world = new World<JudgedVocabulary>(protocol, OPTIONS, 1);
    let verdicts = openVerdicts(protocol, OPTIONS);
    world.advanceTo(5000, (event) => {
      verdicts = judge(protocol, verdicts, event, world);
    });
    expect(verdicts.broken['law']).toMatchObject({ event: 3, detail: 'broken at 3' });
    expect(asked).toBe(3);
  });

  it('does not judge what a run with these options does not promise', () => {
    const unpromised = ({ replicas }: typeof OPTIONS): string | null =>
      replicas === 3 ? 'three are too few' : null;
    const wrong = { ...always(() => 'broken'), unpromised };
    const protocol = judgedBy(wrong, { ...eventually('end', false), unpromised });
    const verdictsOf = (replicas: number) => {
      const world = new World<JudgedVocabulary>(protocol, { ...OPTIONS, replicas }, 1);
      const verdicts = judge(protocol, openVerdicts(protocol, world.options), world.genesis, world);
      return [Object.keys(verdicts.broken), Object.keys(missing(protocol, verdicts, world))];
    };
    expect(verdictsOf(3)).toEqual([[], []]);
    expect(verdictsOf(4)).toEqual([['law'], ['end']]);
  });

  it('does not miss what is not owed as things stand', () => {
    const excused = (view: { readonly now: number }): string | null =>
      view.now < 1000 ? 'it is early' : null;
    const end = eventually('end', false);
    const protocol = judgedBy({ ...end, kind: 'eventually', check: () => 'no end', excused });
    const world = new World<JudgedVocabulary>(protocol, OPTIONS, 1);
    const verdicts = openVerdicts(protocol, OPTIONS);
    expect(missing(protocol, verdicts, world)).toEqual({});
    world.advanceTo(1000);
    expect(missing(protocol, verdicts, world)).toEqual({ end: 'no end' });
  });

  it('gives back the same verdicts when an event changes nothing', () => {
    const protocol = judgedBy(always(() => null));
    const world = new World<JudgedVocabulary>(protocol, OPTIONS, 1);
    const verdicts = openVerdicts(protocol, OPTIONS);
    expect(judge(protocol, verdicts, world.genesis, world)).toBe(verdicts);
  });

  it('lists everything that is still missing', () => {
    const protocol = judgedBy(
      eventually('peace', false),
      eventually('rain', true),
      eventually('bread', false),
    );
    const world = new World<JudgedVocabulary>(protocol, OPTIONS, 1);
    expect(missing(protocol, openVerdicts(protocol, OPTIONS), world)).toEqual({
      peace: 'no peace',
      bread: 'no bread',
    });
  });
});

describe('a sweep', () => {
  it('gives the same result for the same seed, and another for another', () => {
    const [one, again, other] = [7, 7, 8].map((seed) => sweepSeed(gossip, seed, SETTINGS));
    expect(again).toEqual(one);
    expect(other?.recipe.intents).not.toEqual(one?.recipe.intents);
  });

  it('stops at the first break and says where', () => {
    const protocol = judgedBy(always((_memory, { number }) => (number >= 50 ? 'too late' : null)));
    const { failure, events } = sweepSeed(protocol, 1, SETTINGS);
    expect(failure).toMatchObject({ property: 'law', detail: 'too late', event: 50 });
    expect(events).toBe(50);
  });

  it('names all that did not come about, not only the first', () => {
    const protocol = judgedBy(
      eventually('peace', false),
      eventually('rain', true),
      eventually('bread', false),
    );
    const { failure, missing: absent } = sweepSeed(protocol, 1, SETTINGS);
    expect(failure).toMatchObject({ property: 'peace', detail: 'no peace' });
    expect(absent).toEqual(['peace', 'bread']);
  });

  it('reports what a handler throws as a failure of its own', () => {
    const { failure } = sweepSeed(
      {
        ...gossip,
        parse: () => {
          throw new Error('boom');
        },
      },
      1,
      SETTINGS,
    );
    expect(failure).toMatchObject({ property: 'no-exception', detail: 'boom' });
  });

  it('shows the genesis to the judges, and first', () => {
    const seen: number[] = [];
    const watching = always((_memory, { number }) => {
      seen.push(number);
      return null;
    });
    sweepSeed(judgedBy(watching), 1, { ...SETTINGS, stormMs: 10, patienceMs: 10 });
    expect(seen.slice(0, 2)).toEqual([0, 1]);
  });

  it('has the flaws on from the first event', () => {
    const { recipe } = sweepSeed(gossip, 1, { ...SETTINGS, flaws: ['no-resend'] });
    expect(recipe.intents[0]).toEqual({
      after: 0,
      time: 0,
      intent: { type: 'flaw', name: 'no-resend', on: true },
    });
  });
});

describe('the weather', () => {
  it.each(FAULT_LEVELS)('%s draws only deeds that can be done', (level) => {
    const world = new World<JudgedVocabulary>(gossip, OPTIONS, 5);
    const random = new RandomStream(99);
    const seen = new Set<string>();
    for (let turn = 0; turn < 1500; turn += 1) {
      world.advanceTo(world.now + random.between(1, 300));
      const deed = drawDeed(level, gossip, world, random);
      if (deed !== null) seen.add(world.apply(deed).kind);
    }
    const least = { none: 1, light: 4, heavy: 14 }[level];
    expect(seen.size).toBeGreaterThanOrEqual(least);
  });

  it('adds nobody to a role that is full', () => {
    const { client, replica } = gossip.roles;
    if (client === undefined || replica === undefined) throw new Error('gossip has both roles');
    const roles = {
      ...gossip.roles,
      client: { ...client, most: 1 },
      replica: { ...replica, most: 3 },
    };
    const full: Protocol = { ...gossip, roles };
    const world = new World<JudgedVocabulary>(full, OPTIONS, 5);
    const random = new RandomStream(99);
    for (let turn = 0; turn < 300; turn += 1) {
      const deed = drawDeed('heavy', full, world, random);
      expect(deed?.type).not.toBe('add');
    }
  });

  it('ends with deeds that can all be done, and leaves links whole, clocks true and nobody frozen or held', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const world = new World<JudgedVocabulary>(gossip, OPTIONS, seed);
      const random = new RandomStream(seed);
      for (let turn = 0; turn < 150; turn += 1) {
        world.advanceTo(world.now + 300);
        const deed = drawDeed('heavy', gossip, world, random);
        if (deed !== null) world.apply(deed);
      }
      for (const deed of healing(world, gossip, random)) world.apply(deed);
      expect(world.bus.network).toMatchObject({ groups: [], cuts: [], base: gossip.weather });
      const nodes = world.records();
      expect(nodes.filter(({ status }) => status === 'frozen')).toEqual([]);
      expect(nodes.filter(({ clock }) => clock.ratePermille !== 1000)).toEqual([]);
      expect(world.parked).toEqual([]);
      expect(nodes.some(({ role, status }) => role === 'replica' && status === 'up')).toBe(true);
    }
  });
});

describe('lost disks', () => {
  const { replica } = gossip.processes;
  if (replica === undefined) throw new Error('gossip has replicas');
  /** Gossip with a disk at each replica that its boot takes no notice of: to lose it changes nothing else. */
  const withDisks: Protocol = {
    ...gossip,
    processes: { ...gossip.processes, replica: { ...replica, durable: ['table'] } },
  };

  function storms(protocol: Protocol, faults: FaultLevel = 'heavy') {
    return Array.from({ length: 10 }, (_, seed) => {
      const settings = { ...SETTINGS, faults, stormMs: 60_000, patienceMs: 900_000 };
      const { failure, recipe } = sweepSeed(protocol, seed, settings);
      expect(failure).toBeNull();
      return recipe.intents.map(({ time, intent }) => ({ time, intent }));
    });
  }
  const wipesIn = (deeds: readonly ReturnType<typeof storms>[number][]) =>
    deeds.flat().filter(({ intent }) => intent.type === 'wipe');

  it.each([
    ['none', 0, 0],
    ['light', 1, 8],
    ['heavy', 10, 40],
  ] as const)('%s weather loses from %i to %i in ten storms', (level, least, most) => {
    const { length } = wipesIn(storms(withDisks, level));
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  it('are those of nodes that are down and keep something on disk', () => {
    const nodes = wipesIn(storms(withDisks)).map(({ intent }) => 'node' in intent && intent.node);
    expect(nodes.filter((node) => !String(node).startsWith('replica-'))).toEqual([]);
    expect(wipesIn(storms(gossip))).toEqual([]);
    expect(wipesIn(storms({ ...withDisks, diskless: () => true }))).toEqual([]);
  });

  it('are none that the protocol refuses', () => {
    const refuses: Protocol['refuses'] = (intent) =>
      intent.type === 'wipe' && intent.node !== 'replica-2' ? 'it rests on this disk' : null;
    const nodes = wipesIn(storms({ ...withDisks, refuses })).map(
      ({ intent }) => 'node' in intent && intent.node,
    );
    expect(new Set(nodes)).toEqual(new Set(['replica-2']));
  });

  it('come from a stream of their own: the rest of the storm is as it is without them', () => {
    const others = storms(withDisks).map((deeds) =>
      deeds.filter(({ intent }) => intent.type !== 'wipe'),
    );
    expect(others).toEqual(storms(gossip));
  });
});
