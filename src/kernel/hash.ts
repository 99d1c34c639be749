/** Fingerprints of plain data, equal on every engine: two 32-bit lanes over a walk with sorted keys. */
import { mix } from './random.ts';

/** A 64-bit fingerprint that further values can be added to. */
export class Fingerprint {
  #high = 0x243f6a88;
  #low = 0x85a308d3;

  /** Adds plain data: numbers, strings, booleans, `null`, arrays, objects. Fields that are `undefined` count as absent. */
  add(value: unknown): this {
    if (typeof value === 'string') this.#text(value);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'boolean') this.#word(value ? 3 : 2);
    else if (value === null || value === undefined) this.#word(1);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === 'object') this.#record(value);
    else throw new TypeError(`no fingerprint of a ${typeof value}`);
    return this;
  }

  /** Sixteen hexadecimal digits. */
  hex(): string {
    const part = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
    return part(this.#high) + part(this.#low);
  }

  #word(word: number): void {
    this.#high = mix(this.#high ^ word);
    this.#low = (mix(this.#low + word) + this.#high) | 0;
  }

  #number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) {
      this.#word(4);
      this.#word(value | 0);
      this.#word(Math.floor(value / 0x1_0000_0000));
    } else {
      this.#word(0);
      this.#text(String(value));
    }
  }

  #text(text: string): void {
    this.#word(5 + text.length * 8);
    for (let i = 0; i < text.length; i += 1) this.#word(text.charCodeAt(i));
  }

  #list(items: readonly unknown[]): void {
    this.#word(6 + items.length * 8);
    for (const item of items) this.add(item);
  }

  #record(value: object): void {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    this.#word(7 + fields.length * 8);
    for (const [name, field] of fields.toSorted(byName)) {
      this.#text(name);
      this.add(field);
    }
  }
}

/** Fingerprint of one piece of plain data. */
export function fingerprint(value: unknown): string {
  return new Fingerprint().add(value).hex();
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
