/** How far the way between two nodes swerves so that it leads past the others and their texts instead of through them. */
import {
  circleMeetsBox,
  clamp,
  distanceToSegment,
  labelBox,
  labelHeight,
  reach,
  type Box,
  type Place,
} from '../geometry.ts';

/** Among more nodes no way is free, and swerving would only make a tangle. */
const BOWED_MOST = 20;
/** Distances of the middle from the straight line that are tried, as parts of the length and in pixels at most. */
const TRIES: readonly number[] = [0.05, 0.09, 0.13, 0.18, 0.23];
const BOW_MOST = 66;
/** Half the room that both lanes of a way take. */
const HALF_WIDTH = 11;
const SAMPLES = 15;
/** What one sample inside a node weighs, and one inside a text, against a pixel of swerving. */
const NODE_WEIGHT = 30;
const TEXT_WEIGHT = 9;
const SWERVE_WEIGHT = 0.5;

interface Obstacle {
  readonly place: Place;
  /** How far from its middle a way is free. */
  readonly out: number;
  readonly text: Box | null;
}

/** Distance of the middle from the straight line, to the right of the way from `one` to `other`. */
export function bowBetween(one: Place, other: Place, places: readonly Place[]): number {
  if (places.length > BOWED_MOST) return 0;
  const length = Math.hypot(other.x - one.x, other.y - one.y);
  const obstacles = places
    .filter((place) => place !== one && place !== other && isNear(place, one, other))
    .map(obstacleOf);
  let best = 0;
  let least = costOf(one, other, 0, obstacles);
  for (const part of TRIES) {
    const wide = clamp(part * length, 0, BOW_MOST);
    if (wide * SWERVE_WEIGHT >= least) return best;
    for (const bow of [wide, -wide]) {
      const cost = costOf(one, other, bow, obstacles) + wide * SWERVE_WEIGHT;
      if (cost >= least) continue;
      least = cost;
      best = bow;
    }
  }
  return best;
}

/** Whether a way between two nodes could touch a third one at all. */
function isNear(place: Place, one: Place, other: Place): boolean {
  const out = reach(place.r) + labelHeight(place.label) + place.labelWidth / 2;
  return distanceToSegment(place, one, other) < out + BOW_MOST + HALF_WIDTH;
}

function obstacleOf(place: Place): Obstacle {
  const { labelRoom: _room, ...written } = place;
  return {
    place,
    out: reach(place.r) + HALF_WIDTH,
    text: place.label === 'none' ? null : labelBox(written),
  };
}

function costOf(one: Place, other: Place, bow: number, obstacles: readonly Obstacle[]): number {
  const length = Math.max(Math.hypot(other.x - one.x, other.y - one.y), 1);
  const nx = (one.y - other.y) / length;
  const ny = (other.x - one.x) / length;
  let cost = 0;
  for (let sample = 1; sample < SAMPLES; sample += 1) {
    const part = sample / SAMPLES;
    const aside = bow * 4 * part * (1 - part);
    const x = one.x + (other.x - one.x) * part + nx * aside;
    const y = one.y + (other.y - one.y) * part + ny * aside;
    for (const { place, out, text } of obstacles) {
      const dx = x - place.x;
      const dy = y - place.y;
      if (dx * dx + dy * dy < out * out) cost += NODE_WEIGHT;
      else if (text !== null && circleMeetsBox(x, y, HALF_WIDTH / 2, text)) cost += TEXT_WEIGHT;
    }
  }
  return cost;
}
