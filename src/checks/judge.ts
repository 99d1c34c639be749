/** Runs a protocol's properties along a run. Verdicts are immutable, so that a checkpoint keeps them and a seek brings them back. */
import type { TraceEvent, WorldView } from '../kernel/trace.ts';
import type { JudgedVocabulary, Property, Protocol } from '../protocols/protocol.ts';

type V = JudgedVocabulary;

/** Where a property was first broken or first reached. */
export interface Finding {
  readonly event: number;
  readonly time: number;
  readonly detail: string;
}

/** What is known after an event. */
export interface Verdicts {
  readonly memory: object;
  /** `always` properties that were broken, by id. */
  readonly broken: Readonly<Record<string, Finding>>;
  /** `sometimes` properties that were reached, by id. */
  readonly reached: Readonly<Record<string, Finding>>;
}

/** Verdicts on a run that has just begun. */
export function openVerdicts(protocol: Protocol): Verdicts {
  return { memory: protocol.judgement.start, broken: {}, reached: {} };
}

/** The verdicts after one more event; the same object if it changed nothing. */
export function judge(
  protocol: Protocol,
  verdicts: Verdicts,
  event: TraceEvent<V>,
  view: WorldView<V>,
): Verdicts {
  const { judgement } = protocol;
  let { broken, reached } = verdicts;
  for (const property of judgement.properties) {
    if (!isPromised(property, view)) continue;
    const detail = newFinding(property, verdicts, event, view);
    if (detail === null) continue;
    const finding = { [property.id]: { event: event.number, time: event.time, detail } };
    if (property.kind === 'always') broken = { ...broken, ...finding };
    else reached = { ...reached, ...finding };
  }
  const memory = judgement.observe(verdicts.memory, event, view);
  const isSame =
    memory === verdicts.memory && broken === verdicts.broken && reached === verdicts.reached;
  return isSame ? verdicts : { memory, broken, reached };
}

function isPromised(property: Property, { options }: WorldView<V>): boolean {
  return property.unpromised === undefined || property.unpromised(options) === null;
}

function newFinding(
  property: Property,
  { memory, broken, reached }: Verdicts,
  event: TraceEvent<V>,
  view: WorldView<V>,
): string | null {
  switch (property.kind) {
    case 'always':
      return property.id in broken ? null : property.check(memory, event, view);
    case 'sometimes':
      return property.id in reached || !property.check(memory, event, view) ? null : '';
    case 'eventually':
      return null;
    default:
      return property;
  }
}

/** What is still missing of the `eventually` properties, by id; empty if all hold. */
export function missing(
  protocol: Protocol,
  verdicts: Verdicts,
  view: WorldView<V>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const property of protocol.judgement.properties) {
    if (property.kind !== 'eventually' || !isPromised(property, view)) continue;
    const detail = property.check(verdicts.memory, view);
    if (detail !== null) found[property.id] = detail;
  }
  return found;
}
