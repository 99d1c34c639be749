import type { BranchReading, TimelineReading } from '../readings.ts';

type Mark = TimelineReading['marks'][number];

export interface PlacedBand {
  readonly x: number;
  readonly width: number;
  readonly epoch: number | null;
  /** Empty where there is no room for it. */
  readonly label: string;
  readonly title: string;
}

export interface PlacedMark extends Mark {
  readonly x: number;
}

export interface PlacedBranch {
  readonly branch: BranchReading;
  readonly from: number;
  readonly to: number;
  readonly lane: number;
  /** Whether the name stands left of the end instead of right of it. */
  readonly nameLeft: boolean;
}

/** Two marks closer than this share one place, CSS pixels. */
const MARK_GAP = 9;
/** Bands narrower than this are merged, CSS pixels. */
const LEAST_BAND = 4;
const LETTER = 7.2;
const RANK: Record<Mark['kind'], number> = { violation: 0, fault: 1, deed: 2, good: 3, note: 4 };
const STEPS = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10];

/** The end of the scale: the next of a row of round lengths, so that a growing run does not rescale it all the time. */
export function scaleEnd(head: number, branches: readonly BranchReading[]): number {
  const longest = branches.reduce((most, branch) => Math.max(most, branch.endTime), head);
  const wanted = Math.max(1000, longest * 1.04);
  const unit = 10 ** Math.floor(Math.log10(wanted));
  const step = STEPS.find((candidate) => candidate * unit >= wanted) ?? 10;
  return step * unit;
}

/** Bands from left to right; runs of bands too narrow to see become one without an epoch. */
export function placeBands(
  bands: TimelineReading['bands'],
  head: number,
  toX: (time: number) => number,
): readonly PlacedBand[] {
  const placed: PlacedBand[] = [];
  bands.forEach((band, index) => {
    const x = toX(band.from);
    const width = toX(bands[index + 1]?.from ?? Math.max(head, band.from)) - x;
    const before = placed.at(-1);
    const narrow = width < LEAST_BAND;
    if (narrow && before !== undefined && before.width < LEAST_BAND * 4 && before.label === '') {
      const title = `${before.title.split(' … ')[0] ?? ''} … ${band.label}`;
      placed[placed.length - 1] = { ...before, width: before.width + width, epoch: null, title };
      return;
    }
    const label = fitLabel(band.label, width);
    placed.push({ x, width, epoch: band.epoch, label, title: band.label });
  });
  return placed;
}

function fitLabel(label: string, width: number): string {
  if (label.length * LETTER + 12 <= width) return label;
  const short = label.split(' ').at(-1) ?? '';
  return short.length * LETTER + 8 <= width ? short : '';
}

/** Marks with room between them; where they crowd, the graver ones stay. */
export function placeMarks(
  marks: readonly Mark[],
  toX: (time: number) => number,
): readonly PlacedMark[] {
  const taken = new Set<number>();
  const kept: PlacedMark[] = [];
  for (const kind of kindsByRank()) {
    for (const mark of marks) {
      if (mark.kind !== kind) continue;
      const x = toX(mark.time);
      const place = Math.round(x / MARK_GAP);
      if (taken.has(place)) continue;
      taken.add(place);
      kept.push({ ...mark, x });
    }
  }
  return kept.toSorted((one, other) => one.x - other.x);
}

function kindsByRank(): readonly Mark['kind'][] {
  return (['violation', 'fault', 'deed', 'good', 'note'] as const).toSorted(
    (one, other) => RANK[one] - RANK[other],
  );
}

/** The branches that are not on the screen, each from where it parts from the one that is, in as few lanes as possible. */
export function placeBranches(
  branches: readonly BranchReading[],
  toX: (time: number) => number,
  width: number,
): readonly PlacedBranch[] {
  const current = branches.find((branch) => branch.current);
  const lanes: number[] = [];
  return branches
    .filter((branch) => branch !== current)
    .map((branch) => ({ branch, from: toX(partingTime(branches, branch, current)) }))
    .toSorted((one, other) => one.from - other.from)
    .map(({ branch, from }) => {
      const to = Math.max(from + 8, toX(branch.endTime));
      const name = branch.name.length * 6.4 + 14;
      const nameLeft = to + name > width && to - name > from;
      const end = nameLeft ? to : to + name;
      const free = lanes.findIndex((taken) => taken < from);
      const lane = free === -1 ? lanes.length : free;
      lanes[lane] = end + 8;
      return { branch, from, to, lane, nameLeft };
    });
}

/** The time until which two branches are the same run. */
export function partingTime(
  branches: readonly BranchReading[],
  one: BranchReading,
  other: BranchReading | undefined,
): number {
  if (other === undefined) return one.forkTime;
  const mine = lineage(branches, one);
  const theirs = lineage(branches, other);
  const shared = mine.findLastIndex((branch, depth) => theirs[depth] === branch);
  const forks = [mine[shared + 1]?.forkTime, theirs[shared + 1]?.forkTime];
  const parted = Math.min(...forks.filter((fork) => fork !== undefined));
  return Number.isFinite(parted) ? parted : one.forkTime;
}

function lineage(
  branches: readonly BranchReading[],
  leaf: BranchReading,
): readonly BranchReading[] {
  const line = [leaf];
  let parent = leaf.parent;
  while (parent !== null && line.length <= branches.length) {
    const found = branches.find((branch) => branch.id === parent);
    if (found === undefined) break;
    line.unshift(found);
    parent = found.parent;
  }
  return line;
}
