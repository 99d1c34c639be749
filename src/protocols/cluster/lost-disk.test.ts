/**
 * Disks are lost in a storm, one at a time: the next only when the node that lost the last one has been admitted anew. Nothing acknowledged
 * may be missing then, since each entry was on a majority, and the cluster must come back. A sweep loses them as they come: at times too many
 * for that.
 */
import { expect, it } from 'vitest';
import { drawDeed, healing } from '../../checks/faults.ts';
import { judge, missing, openVerdicts } from '../../checks/judge.ts';
import { RandomStream, streamKey } from '../../kernel/random.ts';
import { World } from '../../kernel/world.ts';
import { initialOptions, type JudgedVocabulary } from '../protocol.ts';
import { protocolCalled } from '../registry.ts';

const SEEDS = 40;
const STORM_MS = 60_000;
const PATIENCE_MS = 60_000;
const cluster = protocolCalled('cluster');

interface Disk {
  readonly node: string;
  readonly incarnation: number;
}

function storm(seed: number): { readonly wrong: readonly string[]; readonly wiped: number } {
  const world = new World<JudgedVocabulary>(cluster, initialOptions(cluster), seed);
  const random = new RandomStream(streamKey(seed, 'lost disks'));
  let verdicts = openVerdicts(cluster, world.options);
  const look = (event: Parameters<typeof judge>[2]): void => {
    verdicts = judge(cluster, verdicts, event, world);
  };
  let lost: Disk | null = null;
  let wiped = 0;
  const draw = (): string | undefined => {
    const down = world
      .records()
      .filter(({ role, status }) => role === 'node' && status === 'crashed');
    return lost === null && random.chance(20) ? random.pick(down)?.id : undefined;
  };
  while (world.now < STORM_MS) {
    world.advanceTo(world.now + random.between(1, 900), look);
    if (lost !== null && isAdmittedAnew(world, lost)) lost = null;
    const chosen = draw();
    if (chosen !== undefined) {
      lost = { node: chosen, incarnation: world.record(chosen).incarnation };
      wiped += 1;
      look(world.apply({ type: 'wipe', node: chosen }));
      continue;
    }
    const deed = drawDeed('heavy', cluster, world, random);
    if (deed !== null) look(world.apply(deed));
  }
  for (const deed of healing(world, cluster, random)) look(world.apply(deed));
  world.advanceTo(world.now + PATIENCE_MS, look);
  const wrong = [
    ...Object.keys(verdicts.broken),
    ...Object.keys(missing(cluster, verdicts, world)),
  ];
  return { wrong: wrong.map((property) => `seed ${seed}: ${property}`), wiped };
}

/** Whether some serving leader has committed the entry that admits the node with the disk of a later life. */
function isAdmittedAnew(world: World<JudgedVocabulary>, { node, incarnation }: Disk): boolean {
  return world.nodes('node').some(({ status, state }) => {
    if (status !== 'up' || !('commitIndex' in state) || !('log' in state)) return false;
    const { commitIndex, log } = state;
    if (!Array.isArray(log)) return false;
    const committed: readonly unknown[] = log.slice(0, Number(commitIndex));
    return committed.some((entry) => admits(entry, node, incarnation));
  });
}

function admits(entry: unknown, node: string, incarnation: number): boolean {
  const text = JSON.stringify(entry);
  const found = new RegExp(`\\{"id":"${node}","identity":(\\d+)\\}`).exec(text);
  return found !== null && Number(found[1]) > incarnation;
}

it(`keeps what was acknowledged through ${SEEDS} storms in which disks are lost`, () => {
  const results = Array.from({ length: SEEDS }, (_, seed) => storm(seed));
  expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(results.reduce((sum, { wiped }) => sum + wiped, 0)).toBeGreaterThan(SEEDS);
});
