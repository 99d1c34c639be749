import type { LinkSettings } from '../kernel/intent.ts';

/** A moment of virtual time to the millisecond, as in `13.402 s`. */
export function formatMoment(ms: number): string {
  return `${formatSeconds(ms)} s`;
}

/** The same without its unit, for columns that carry the unit once. */
export function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** A span of virtual time, as short as it can be said: `41 ms`, `1.25 s`. */
export function formatSpan(ms: number): string {
  if (ms >= 1000) return `${trimNumber(ms / 1000)} s`;
  if (ms >= 1 || ms === 0) return `${trimNumber(ms)} ms`;
  return `${trimNumber(ms * 1000)} µs`;
}

function trimNumber(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)));
}

/** `1/25` below true speed, `5×` from there on. */
export function formatSpeed(speed: number): string {
  return speed >= 1 ? `${trimNumber(speed)}×` : `1/${Math.round(1 / speed)}`;
}

/** `10–15 ms`, or `10 ms` where both ends agree. */
export function formatLatency([least, most]: LinkSettings['latencyMs']): string {
  return least === most ? `${least} ms` : `${least}–${most} ms`;
}

/** A count with its noun, which takes an `s` unless it is given. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The network in one word; a partition goes before everything else. */
export function weather(base: LinkSettings, parted: boolean): string {
  if (parted) return 'split';
  const worst = Math.max(base.lossPercent, base.duplicatePercent);
  if (worst >= 15) return 'stormy';
  return worst >= 5 ? 'rough' : 'calm';
}

/** Nodes of a list in few words: neighbours of one role are joined, as in `client-1, replica-1 to 12`. */
export function formatNodes(ids: readonly string[]): string {
  const runs: { role: string; from: number; to: number }[] = [];
  const plain: string[] = [];
  for (const id of ids) {
    const [, role, digits] = /^(.*)-(\d+)$/.exec(id) ?? [];
    if (role === undefined || digits === undefined) {
      plain.push(id);
      continue;
    }
    const number = Number(digits);
    const last = runs.at(-1);
    if (last?.role === role && last.to === number - 1) last.to = number;
    else runs.push({ role, from: number, to: number });
  }
  const words = runs.flatMap(({ role, from, to }) => {
    if (to - from > 1) return [`${role}-${from} to ${to}`];
    return to > from ? [`${role}-${from}`, `${role}-${to}`] : [`${role}-${from}`];
  });
  return [...plain, ...words].join(', ');
}
