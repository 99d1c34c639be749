/**
 * What theory predicts for push gossip in which every informed replica pushes once per turn to one other replica at random,
 * and turns are not synchronised.
 *
 * Curve. In a short time h each of the I informed pushes with probability h / T, and a push finds one that does not know with
 * probability (n - I) / (n - 1). A push that leaves at t - L arrives at t, hence
 *
 *     dI/dt = I(t - L) / T · (n - I(t)) / (n - 1),     I = s from the arrival of the seeds on,
 *
 * the logistic curve with a lag. A replica's first push comes after a random part of a turn and then one every turn, so the
 * expected number of pushes in any stretch of time is its length over T, exactly as for a Poisson clock.
 *
 * Mean time until all know. As a pure birth process with rate I (n - I) / (n - 1) per turn the steps are
 * independent, and E = Σ_{k=s}^{n-1} (n - 1) / (k (n - k)) turns, about 2 ln n + 2 γ - H(s - 1): the unsynchronised
 * counterpart of log2 n + ln n (Frieze and Grimmett 1985; Pittel 1987), which holds for synchronous rounds. Turns of one fixed
 * length leave less to luck at the start than a Poisson clock: with two seeds all know about a quarter of a turn sooner.
 */

const STEPS_PER_TURN = 50;

export interface Gossip {
  readonly population: number;
  readonly seeds: number;
  /** Length of a turn and mean latency, ms. */
  readonly turnMs: number;
  readonly latencyMs: number;
}

/** Informed replicas against ms since the release, up to `untilMs`. */
export function spreadCurve(
  { population, seeds, turnMs, latencyMs }: Gossip,
  untilMs: number,
): readonly (readonly [ms: number, informed: number])[] {
  const stepMs = turnMs / STEPS_PER_TURN;
  const lag = Math.round(latencyMs / stepMs);
  const informed: number[] = [];
  const curve: [number, number][] = [];
  const start = Math.min(seeds, population);
  for (let step = 0; step * stepMs <= untilMs; step += 1) {
    const before = informed[step - 1] ?? 0;
    const pushing = informed[step - 1 - lag] ?? 0;
    const hit = population > 1 ? (population - before) / (population - 1) : 0;
    const next = step < lag ? 0 : Math.max(start, before + (pushing / STEPS_PER_TURN) * hit);
    informed.push(Math.min(population, next));
    curve.push([step * stepMs, informed[step] ?? 0]);
  }
  return curve;
}

/** Expected turns until all of `population` know, from `seeds` that know at the start. */
export function meanTurnsUntilAllKnow(population: number, seeds: number): number {
  let turns = 0;
  for (let known = seeds; known < population; known += 1) {
    turns += (population - 1) / (known * (population - known));
  }
  return turns;
}
