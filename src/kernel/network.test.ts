import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkSettings, MessageRule } from './intent.ts';
import {
  isCut,
  lane,
  type Network,
  parted,
  type Passage,
  passages,
  WHOLE_NETWORK,
} from './network.ts';
import { RandomStream, streamKey } from './random.ts';

const network = (base: Partial<LinkSettings>, change: Partial<Network> = {}): Network => ({
  ...WHOLE_NETWORK,
  base: { latencyMs: [10, 10], lossPercent: 0, duplicatePercent: 0, ...base },
  ...change,
});
const random = (seed = 1): RandomStream => new RandomStream(streamKey(seed, 'network'));

/** What becomes of `count` messages from a to b. */
function sendMany(net: Network, count: number, stream = false, seed = 1): readonly Passage[][] {
  const source = random(seed);
  return Array.from({ length: count }, () => [...passages(net, stream, 'a', 'b', 'push', source)]);
}

/** Whether `hits` of `count` is within five standard deviations of `percent`. */
function isNear(hits: number, count: number, percent: number): boolean {
  const p = percent / 100;
  return Math.abs(hits - count * p) <= 5 * Math.sqrt(count * p * (1 - p));
}

describe('a message', () => {
  it('takes a whole latency inside the range, and every one of a small range', () => {
    const delays = sendMany(network({ latencyMs: [3, 7] }), 500)
      .flat()
      .map(({ delayMs }) => delayMs);
    expect(new Set(delays)).toEqual(new Set([3, 4, 5, 6, 7]));
  });

  it('takes the settings of its own direction of the link, where there are some', () => {
    const own: LinkSettings = { latencyMs: [500, 500], lossPercent: 100, duplicatePercent: 0 };
    const net = network({}, { links: { [lane('a', 'b')]: own } });
    expect(passages(net, false, 'a', 'b', 'push', random())).toEqual([
      { delayMs: 500, fate: 'chance' },
    ]);
    expect(passages(net, false, 'b', 'a', 'push', random())).toEqual([
      { delayMs: 10, fate: 'arrive' },
    ]);
  });

  it.each([0, 1, 10, 50, 99, 100])('is lost %i times in a hundred', (lossPercent) => {
    const lost = sendMany(network({ lossPercent }), 5000)
      .flat()
      .filter(({ fate }) => fate === 'chance');
    expect(isNear(lost.length, 5000, lossPercent)).toBe(true);
  });

  it.each([0, 1, 25, 100])('is doubled %i times in a hundred', (duplicatePercent) => {
    const doubled = sendMany(network({ duplicatePercent }), 5000).filter(
      ({ length }) => length === 2,
    );
    expect(isNear(doubled.length, 5000, duplicatePercent)).toBe(true);
  });

  it('draws as often lost as delivered, so that loss reshuffles no latency', () => {
    const calm = sendMany(network({ latencyMs: [0, 999] }), 200).flat();
    const foul = sendMany(network({ latencyMs: [0, 999], lossPercent: 60 }), 200).flat();
    expect(foul.map(({ delayMs }) => delayMs)).toEqual(calm.map(({ delayMs }) => delayMs));
  });
});

describe('a message of a stream', () => {
  it('is never lost by chance: each loss costs 200 ms', () => {
    const ways = sendMany(network({ lossPercent: 30 }), 3000, true).flat();
    expect(ways.every(({ fate }) => fate === 'arrive')).toBe(true);
    expect(ways.every(({ delayMs }) => delayMs % 200 === 10)).toBe(true);
    const atOnce = ways.filter(({ delayMs }) => delayMs === 10).length;
    const afterOne = ways.filter(({ delayMs }) => delayMs === 210).length;
    expect(isNear(atOnce, 3000, 70)).toBe(true);
    expect(isNear(afterOne, 3000, 21)).toBe(true);
  });

  it('is slow and not endless when everything is lost', () => {
    expect(sendMany(network({ lossPercent: 100 }), 1, true)[0]).toEqual([
      { delayMs: 10 + 50 * 200, fate: 'arrive' },
    ]);
  });

  it('is never doubled by chance', () => {
    const ways = sendMany(network({ duplicatePercent: 100 }), 100, true);
    expect(ways.every(({ length }) => length === 1)).toBe(true);
  });
});

describe('a message rule', () => {
  const send = (rule: Omit<MessageRule, 'id'>, from = 'a', to = 'b', type = 'push') =>
    passages(network({}, { rules: [{ id: 'r', ...rule }] }), false, from, to, type, random());

  it('delays, drops or doubles', () => {
    expect(send({ action: { kind: 'delay', delayMs: 300 } })).toEqual([
      { delayMs: 310, fate: 'arrive' },
    ]);
    expect(send({ action: { kind: 'drop' } })).toEqual([{ delayMs: 10, fate: 'rule' }]);
    expect(send({ action: { kind: 'duplicate' } })).toHaveLength(2);
  });

  it('drops on a stream as well', () => {
    const net = network({}, { rules: [{ id: 'r', action: { kind: 'drop' } }] });
    expect(sendMany(net, 1, true)[0]?.[0]?.fate).toBe('rule');
  });

  it.each([
    [{ type: 'push' }, true],
    [{ type: 'pull' }, false],
    [{ from: 'a' }, true],
    [{ from: 'b' }, false],
    [{ to: 'b' }, true],
    [{ to: 'a' }, false],
    [{ type: 'push', from: 'a', to: 'b' }, true],
    [{ type: 'push', from: 'a', to: 'c' }, false],
    [{}, true],
  ])('of %j applies to a push from a to b: %s', (match, applies) => {
    const [way] = send({ ...match, action: { kind: 'drop' } });
    expect(way?.fate).toBe(applies ? 'rule' : 'arrive');
  });

  it('adds up with the others', () => {
    const rules: MessageRule[] = [
      { id: '1', action: { kind: 'delay', delayMs: 100 } },
      { id: '2', action: { kind: 'duplicate' } },
      { id: '3', action: { kind: 'delay', delayMs: 30 } },
      { id: '4', action: { kind: 'duplicate' } },
    ];
    const ways = passages(network({}, { rules }), false, 'a', 'b', 'push', random());
    expect(ways.map(({ delayMs }) => delayMs)).toEqual([140, 140, 140]);
  });
});

describe('a cut', () => {
  it('parts the groups of a partition from each other, and no node that is in none', () => {
    const net = parted(network({}), [['a', 'b'], ['c'], ['d']], 77);
    const reach = (from: string): string[] =>
      ['a', 'b', 'c', 'd', 'x'].filter((to) => !isCut(net, from, to));
    expect(reach('a')).toEqual(['a', 'b', 'x']);
    expect(reach('c')).toEqual(['c', 'x']);
    expect(reach('d')).toEqual(['d', 'x']);
    expect(reach('x')).toEqual(['a', 'b', 'c', 'd', 'x']);
    expect(net.partedAt).toBe(77);
  });

  it('of one direction leaves the other whole', () => {
    const net = network({}, { cuts: [lane('a', 'b')] });
    expect([isCut(net, 'a', 'b'), isCut(net, 'b', 'a'), isCut(net, 'a', 'c')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('by a partition goes both ways', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const sides = fc.array(fc.nat({ max: 2 }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(sides, ids, ids, (side, one, other) => {
        const groups = [0, 1, 2].map((group) =>
          ['a', 'b', 'c', 'd', 'e'].filter((_, at) => side[at] === group),
        );
        const net = parted(network({}), groups, 0);
        expect(isCut(net, one, other)).toBe(isCut(net, other, one));
        expect(isCut(net, one, one)).toBe(false);
      }),
    );
  });
});
