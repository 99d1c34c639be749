import type { CSSProperties } from 'react';

const EPOCH_HUES = 8;

/** The colour of an epoch: eight hues in a fixed cycle. `null` has the colour of quiet text. */
export function epochColour(epoch: number | null): string {
  if (epoch === null) return 'var(--ink-3)';
  const place = (((epoch - 1) % EPOCH_HUES) + EPOCH_HUES) % EPOCH_HUES;
  return `var(--epoch-${place + 1})`;
}

/** Hands an epoch's colour to a style sheet as `--hue`. */
export function epochStyle(epoch: number | null): CSSProperties {
  return custom({ '--hue': epochColour(epoch) });
}

/** Custom properties as a style. */
export function custom(
  properties: Readonly<Record<`--${string}`, string | number>>,
): CSSProperties {
  return properties;
}

/** Joins the class names that are there. */
export function join(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ');
}
