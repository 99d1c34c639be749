import { Fingerprint } from '../kernel/hash.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import type { World } from '../kernel/world.ts';
import type { JudgedVocabulary } from '../protocols/protocol.ts';
import type { Run } from './run.ts';

/** Fingerprint of the whole state of a world: equal states give equal fingerprints on every engine. */
export function stateFingerprint(world: World<JudgedVocabulary>): string {
  const nodes = world
    .records()
    .map(({ id, status, incarnation, state, disk, draws, clock }) => [
      id,
      status,
      incarnation,
      state,
      disk,
      draws,
      clock,
    ]);
  return new Fingerprint()
    .add([world.now, world.events])
    .add(nodes)
    .add(world.pending())
    .add(world.parked)
    .add([world.bus.network, world.bus.random.draws, world.flaws])
    .add(world.operations())
    .hex();
}

/** Adds one event of a trace to a fingerprint: everything in it but the states, which follow from the rest. */
export function addEvent(print: Fingerprint, event: TraceEvent<JudgedVocabulary>): void {
  const { before: _before, after, ...record } = event;
  print.add(record).add(after);
}

/** Fingerprint of the trace of a run from its beginning up to now. Plays it anew; the run itself is left where it is. */
export function traceFingerprint(run: Run, createRun: () => Run): string {
  const print = new Fingerprint();
  const copy = createRun();
  addEvent(print, copy.world.genesis);
  while (copy.world.events < run.world.events) {
    const event = copy.next();
    if (event === null) break;
    addEvent(print, event);
  }
  return print.hex();
}
