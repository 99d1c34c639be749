/**
 * An immutable list that shares structure: appending or replacing an element copies one chunk and the spine, not the list.
 * Plain data, so that it may stand in a process's state.
 */
export interface Sequence<T> {
  readonly length: number;
  readonly chunks: readonly (readonly T[])[];
}

const CHUNK = 64;

/** The empty sequence. */
export const EMPTY_SEQUENCE: Sequence<never> = { length: 0, chunks: [] };

/** The sequence with `item` at its end. */
export function append<T>(sequence: Sequence<T>, item: T): Sequence<T> {
  const last = sequence.chunks.at(-1);
  const chunks =
    last === undefined || last.length === CHUNK
      ? [...sequence.chunks, [item]]
      : [...sequence.chunks.slice(0, -1), [...last, item]];
  return { length: sequence.length + 1, chunks };
}

/** The element at `index`, counted from 0; `undefined` outside. */
export function at<T>(sequence: Sequence<T>, index: number): T | undefined {
  return sequence.chunks[Math.floor(index / CHUNK)]?.[index % CHUNK];
}

/** The sequence with `item` at `index`; throws a `RangeError` outside. */
export function replace<T>(sequence: Sequence<T>, index: number, item: T): Sequence<T> {
  const number = Math.floor(index / CHUNK);
  const chunk = sequence.chunks[number];
  if (chunk === undefined || index < 0 || index >= sequence.length) {
    throw new RangeError(`no element ${index} in a sequence of ${sequence.length}`);
  }
  const chunks = sequence.chunks.slice();
  chunks[number] = chunk.with(index % CHUNK, item);
  return { length: sequence.length, chunks };
}

/** All elements in order. */
export function toArray<T>(sequence: Sequence<T>): readonly T[] {
  return sequence.chunks.flat();
}
