/** The stops of the speed dial, virtual milliseconds per real millisecond, evenly spread on a logarithmic scale. */
export const SPEEDS = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.04, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100,
] as const;

/** The stop nearest to a speed, by ratio. */
export function speedStop(speed: number): number {
  let best = 0;
  SPEEDS.forEach((stop, index) => {
    if (distance(stop, speed) < distance(SPEEDS[best] ?? 1, speed)) best = index;
  });
  return best;
}

function distance(one: number, other: number): number {
  return Math.abs(Math.log(one / other));
}

/** The speed at a stop; stops beyond the ends of the dial are its ends. */
export function speedAt(stop: number): number {
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, stop))] ?? 1;
}
