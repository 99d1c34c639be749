/** Outcomes of operations in words. */
import { formatSpan } from '../format.ts';
import type { BegunReading, OperationFace } from '../readings.ts';

/** An outcome in a line: what it is, the answer, and the virtual time it took. */
export function outcomeText(operation: OperationFace, now: number): string {
  const { outcome, result, started, ended } = operation;
  const span = formatSpan(Math.max(0, (ended ?? now) - started));
  if (outcome === 'pending') return [result === '' ? 'pending' : result, span].join(' · ');
  if (outcome === 'ok') return [result === '' ? 'ok' : result, span].join(' · ');
  return result === '' ? `${outcome} · ${span}` : `${outcome} · ${result}`;
}

/** The same without the answer, which stands in lines of its own. */
export function shortOutcome(operation: OperationFace, now: number): string {
  return outcomeText({ ...operation, result: '' }, now);
}

/** Whether an answer needs lines of its own. */
export function isLong({ result }: OperationFace): boolean {
  return result.includes('\n') || result.length > 90;
}

/** Whether the answer asks something back: it then reads as a line of a talk, without a tick and a time. */
export function isQuestion({ outcome, result }: OperationFace): boolean {
  return (outcome === 'ok' || outcome === 'pending') && result.trimEnd().endsWith('?');
}

/** How the operations that a command began stand, as in `640 ok · 360 pending · 41 ms to 2.1 s each`. */
export function begunText({ outcomes, tookMs }: BegunReading): string {
  const counts = (['ok', 'refused', 'unknown', 'pending'] as const)
    .filter((outcome) => outcomes[outcome] > 0)
    .map((outcome) => `${outcomes[outcome]} ${outcome}`);
  return [...counts, ...(tookMs === null ? [] : [`${spanOf(tookMs)} each`])].join(' · ');
}

function spanOf([least, most]: readonly [number, number]): string {
  return least === most ? formatSpan(least) : `${formatSpan(least)} to ${formatSpan(most)}`;
}
