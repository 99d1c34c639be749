/** Lost messages in the feed: where many are lost one after another, one line tells of all. */
import type { NodeId } from '../kernel/process.ts';
import type { Line } from '../run/feed.ts';

/** So many in a row are still told one by one. */
const SINGLY_MOST = 2;

/** A line of the feed and, if it is about a message, for whom that was. */
export interface Told {
  readonly line: Line;
  readonly to: NodeId | null;
}

/** Lines, newest first; losses in a row that have one reason become a line of their number. */
export function foldLosses(told: Iterable<Told>, most: number): readonly Line[] {
  const lines: Line[] = [];
  let losses: Told[] = [];
  const flush = (): void => {
    if (losses.length > SINGLY_MOST) lines.push(summaryOf(losses));
    else lines.push(...losses.map(({ line }) => line));
    losses = [];
  };
  for (const one of told) {
    const isLoss = one.line.tone === 'loss';
    if (!isLoss || losses[0]?.line.reason !== one.line.reason) flush();
    if (lines.length >= most) break;
    if (isLoss) losses.push(one);
    else lines.push(one.line);
  }
  flush();
  return lines.slice(0, most);
}

/** Bears the key of the first one, which stays while more are lost, and leads to the newest. */
function summaryOf(losses: readonly Told[]): Line {
  const [newest] = losses;
  const oldest = losses.at(-1);
  if (newest === undefined || oldest === undefined) throw new Error('nothing was lost');
  const from = common(losses.map(({ line }) => line.node));
  const to = common(losses.map((one) => one.to));
  const ends = `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` to ${to}`}`;
  return {
    ...newest.line,
    key: oldest.line.key,
    node: null,
    sentence: `${losses.length} messages${ends} are lost`,
    epoch: common(losses.map(({ line }) => line.epoch)),
  };
}

/** What all of them are; `null` if they differ. */
function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}
