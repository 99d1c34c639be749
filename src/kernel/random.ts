/**
 * Seeded randomness without hidden state: draw number `n` of a stream is a hash of (seed, stream, n). The whole state of a
 * stream is one integer, so a checkpoint costs nothing and a draw added in one stream never reshuffles another.
 */

/** Bit mixer with full avalanche (constants found by Chris Wellons' hash prospector, "lowbias32"). */
export function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Key of the stream called `purpose` under `seed`: a 32-bit integer. */
export function streamKey(seed: number, purpose: string): number {
  let key = mix(seed ^ 0x9e3779b9);
  key = mix(key ^ Math.floor(seed / 0x1_0000_0000));
  for (let i = 0; i < purpose.length; i += 1) key = mix(key ^ purpose.charCodeAt(i));
  return key;
}

/** Draws from one stream. */
export interface Random {
  /** A whole number from `low` to `high`, both included; throws if there is none. */
  between(low: number, high: number): number;
  /** True in `percent` of a hundred draws. */
  chance(percent: number): boolean;
  /** One element, or `undefined` of an empty list. */
  pick<T>(items: readonly T[]): T | undefined;
  /** Up to `count` distinct elements in random order. */
  sample<T>(items: readonly T[], count: number): T[];
}

/** A stream that remembers how many draws were made. */
export class RandomStream implements Random {
  #key: number;
  /** Draws made so far: the stream's whole state. */
  draws: number;

  constructor(key: number, draws = 0) {
    this.#key = key;
    this.draws = draws;
  }

  /** Turns this object to another stream, so that one object can serve many nodes in turn. */
  aim(key: number, draws: number): void {
    this.#key = key;
    this.draws = draws;
  }

  /** The next 32 bits. */
  bits(): number {
    this.draws += 1;
    return mix(mix(this.draws ^ this.#key) + this.#key);
  }

  between(low: number, high: number): number {
    const span = high - low + 1;
    if (!Number.isInteger(low) || !Number.isInteger(span) || span < 1 || span > 0x1_0000_0000) {
      throw new RangeError(`no whole number between ${low} and ${high}`);
    }
    for (;;) {
      const draw = this.bits();
      const rest = draw % span;
      // What is left over behind the last whole `span` of draws would make low numbers likelier.
      if (draw - rest + span <= 0x1_0000_0000) return low + rest;
    }
  }

  chance(percent: number): boolean {
    return this.between(0, 99) < percent;
  }

  pick<T>(items: readonly T[]): T | undefined {
    return items.length === 0 ? undefined : items[this.between(0, items.length - 1)];
  }

  sample<T>(items: readonly T[], count: number): T[] {
    const pool = items.slice();
    const chosen: T[] = [];
    while (chosen.length < count && pool.length > 0) {
      chosen.push(...pool.splice(this.between(0, pool.length - 1), 1));
    }
    return chosen;
  }
}
