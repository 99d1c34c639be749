/** Votes and acknowledgements inside a node, each towards its peer: pushed apart where peers lie in one direction. */

/** Directions that stay free, radians clockwise from three o'clock: the disk icon is there. */
const DISK_FROM = 0.3;
const DISK_TO = 1.4;
const FULL_TURN = 2 * Math.PI;
const ROUNDS = 24;

/** Angles near the wanted ones, at least `apart` from each other and, if there is a disk, clear of it. */
export function spreadAngles(wanted: readonly number[], apart: number, disk: boolean): number[] {
  const room = FULL_TURN - (disk ? DISK_TO - DISK_FROM : 0);
  const step = Math.min(apart, (room / Math.max(wanted.length, 1)) * 0.98);
  const order = wanted
    .map((angle, index) => ({ index, angle: unroll(angle, disk) }))
    .toSorted((one, other) => one.angle - other.angle || one.index - other.index);
  // With a disk the angles lie on a line from its one side to its other; without, on a circle that is cut at the widest gap.
  const from = disk ? DISK_TO : -Infinity;
  const to = disk ? DISK_FROM + FULL_TURN : Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let at = 1; at < order.length; at += 1) {
      const one = order[at - 1];
      const other = order[at];
      if (one === undefined || other === undefined) continue;
      const lack = step - (other.angle - one.angle);
      if (lack <= 0) continue;
      one.angle -= lack / 2;
      other.angle += lack / 2;
    }
    order.forEach((item, at) => {
      const least = from + at * step;
      const most = to - (order.length - 1 - at) * step;
      item.angle = Math.min(Math.max(item.angle, least), most);
    });
  }
  const result = Array.from({ length: wanted.length }, () => 0);
  for (const { index, angle } of order) result[index] = angle;
  return result;
}

/** The same direction as a number from the disk's far side on, or from nine o'clock on. */
function unroll(angle: number, disk: boolean): number {
  const start = disk ? (DISK_FROM + DISK_TO) / 2 : -Math.PI;
  return start + ((((angle - start) % FULL_TURN) + FULL_TURN) % FULL_TURN);
}
