/**
 * An immutable list that shares structure: its newest elements in a short array, full arrays before them in a sequence of their own. So
 * an append copies at most 63 elements however long the list is, and a replacement as many once for each level. Plain data, so that it
 * may stand in a process's state.
 */
export interface Sequence<T> {
  readonly length: number;
  /** The newest elements: from none (of an empty sequence) to 64. */
  readonly tail: readonly T[];
  /** Everything before them, in chunks of 64. */
  readonly chunks: Sequence<readonly T[]> | null;
}

const CHUNK = 64;

/** The empty sequence. */
export const EMPTY_SEQUENCE: Sequence<never> = { length: 0, tail: [], chunks: null };

/** The sequence with `item` at its end. */
export function append<T>({ length, tail, chunks }: Sequence<T>, item: T): Sequence<T> {
  return tail.length < CHUNK
    ? { length: length + 1, tail: [...tail, item], chunks }
    : { length: length + 1, tail: [item], chunks: append(chunks ?? EMPTY_SEQUENCE, tail) };
}

/** The element at `index`, counted from 0; `undefined` outside. */
export function at<T>({ length, tail, chunks }: Sequence<T>, index: number): T | undefined {
  const before = length - tail.length;
  if (index >= before || chunks === null) return tail[index - before];
  return at(chunks, Math.floor(index / CHUNK))?.[index % CHUNK];
}

/** The sequence with `item` at `index`; throws a `RangeError` outside. */
export function replace<T>(sequence: Sequence<T>, index: number, item: T): Sequence<T> {
  const { length, tail, chunks } = sequence;
  const before = length - tail.length;
  if (index >= before && index < length) {
    return { length, tail: tail.with(index - before, item), chunks };
  }
  const number = Math.floor(index / CHUNK);
  const chunk = chunks === null ? undefined : at(chunks, number);
  if (chunks === null || chunk === undefined) {
    throw new RangeError(`no element ${index} in a sequence of ${length}`);
  }
  return { length, tail, chunks: replace(chunks, number, chunk.with(index % CHUNK, item)) };
}

/** The first `length` elements; all of them if there are no more. */
export function take<T>(sequence: Sequence<T>, length: number): Sequence<T> {
  if (length >= sequence.length) return sequence;
  if (length <= 0) return EMPTY_SEQUENCE;
  const { tail, chunks } = sequence;
  const before = sequence.length - tail.length;
  if (length > before || chunks === null) {
    return { length, tail: tail.slice(0, length - before), chunks };
  }
  const number = Math.ceil(length / CHUNK) - 1;
  const newest = at(chunks, number)?.slice(0, length - number * CHUNK) ?? [];
  return { length, tail: newest, chunks: number === 0 ? null : take(chunks, number) };
}

/** All elements in order. */
export function toArray<T>({ tail, chunks }: Sequence<T>): readonly T[] {
  return chunks === null ? tail : [...toArray(chunks).flat(), ...tail];
}
