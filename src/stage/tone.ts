/** Colours by number: 0 to 7 the eight epoch hues, then the quiet one, the one for bad things, and frost. */
import type { SceneNode } from './scene.ts';

export const EPOCH_HUES = 8;
export const QUIET = 8;
export const BAD = 9;
export const FROST = 10;
export const TONES = 11;

/** Number of an epoch's hue, or of the quiet colour if there is no epoch. */
export function epochTone(epoch: number | null): number {
  if (epoch === null) return QUIET;
  return (((Math.trunc(epoch) - 1) % EPOCH_HUES) + EPOCH_HUES) % EPOCH_HUES;
}

/** Colour of a node: its epoch's; clients without an epoch have the first hue. */
export function nodeTone({ epoch, family }: Pick<SceneNode, 'epoch' | 'family'>): number {
  return epoch === null && family === 'client' ? 0 : epochTone(epoch);
}

/** Colour of a flight: its epoch's; requests and replies of clients without an epoch have the first hue. */
export function flightTone(flight: {
  readonly epoch: number | null;
  readonly family: string;
}): number {
  return flight.epoch === null && flight.family === 'client' ? 0 : epochTone(flight.epoch);
}
