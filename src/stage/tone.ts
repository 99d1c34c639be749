/** Colours by number: 0 to 7 the eight epoch hues, then the quiet one, the one for bad things, frost, and that of clients. */
import type { SceneNode } from './scene.ts';

export const EPOCH_HUES = 8;
export const QUIET = 8;
export const BAD = 9;
export const FROST = 10;
/** Clients have no epoch, hence no hue: they would seem to be of the first one. */
export const CLIENT = 11;
export const TONES = 12;

/** Number of an epoch's hue, or of the quiet colour if there is no epoch. */
export function epochTone(epoch: number | null): number {
  if (epoch === null) return QUIET;
  return (((Math.trunc(epoch) - 1) % EPOCH_HUES) + EPOCH_HUES) % EPOCH_HUES;
}

/** Colour of a node: its epoch's; clients without an epoch have their own. */
export function nodeTone({ epoch, family }: Pick<SceneNode, 'epoch' | 'family'>): number {
  return epoch === null && family === 'client' ? CLIENT : epochTone(epoch);
}

/** What a style sheet calls a tone: `tone-1` to `tone-8`, `tone-client`, `tone-quiet`. */
export function toneClass(tone: number): string {
  if (tone === CLIENT) return 'tone-client';
  return `tone-${tone < EPOCH_HUES ? tone + 1 : 'quiet'}`;
}

/** Colour of a flight: its epoch's; requests and replies of clients without an epoch have the clients'. */
export function flightTone(flight: {
  readonly epoch: number | null;
  readonly family: string;
}): number {
  return flight.epoch === null && flight.family === 'client' ? CLIENT : epochTone(flight.epoch);
}
