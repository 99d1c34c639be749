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
  /** What is still asked after every event: what is promised and was neither broken nor reached. */
  readonly open: readonly Property[];
}

/** Verdicts on a run with these options that has just begun. */
export function openVerdicts({ judgement }: Protocol, options: V['Options']): Verdicts {
  const open = judgement.properties.filter(
    (property) => property.kind !== 'eventually' && isPromised(property, options),
  );
  return { memory: judgement.start, broken: {}, reached: {}, open };
}

/** The verdicts after one more event; the same object if it changed nothing. */
export function judge(
  protocol: Protocol,
  verdicts: Verdicts,
  event: TraceEvent<V>,
  view: WorldView<V>,
): Verdicts {
  const { memory } = verdicts;
  let next = verdicts;
  for (const property of verdicts.open) {
    if (property.facts !== undefined && !reports(event, property.facts)) continue;
    const detail = detailOf(property, memory, event, view);
    if (detail !== null) next = withFinding(next, property, event, detail);
  }
  const observed = protocol.judgement.observe(memory, event, view);
  if (observed === memory) return next;
  const { broken, reached, open } = next;
  return { memory: observed, broken, reached, open };
}

function isPromised(property: Property, options: V['Options']): boolean {
  return property.unpromised === undefined || property.unpromised(options) === null;
}

/** Whether an event reports a fact of one of these types. */
function reports({ facts }: TraceEvent<V>, types: readonly string[]): boolean {
  for (const { type } of facts) if (types.includes(type)) return true;
  return false;
}

/** What a property finds at an event; `null` if it finds nothing. */
function detailOf(
  property: Property,
  memory: object,
  event: TraceEvent<V>,
  view: WorldView<V>,
): string | null {
  switch (property.kind) {
    case 'always':
      return property.check(memory, event, view);
    case 'sometimes':
      return property.check(memory, event, view) ? '' : null;
    case 'eventually':
      return null;
    default:
      return property;
  }
}

/** The verdicts with what a property found, which is not asked again. */
function withFinding(
  { memory, broken, reached, open }: Verdicts,
  property: Property,
  { number, time }: TraceEvent<V>,
  detail: string,
): Verdicts {
  const finding = { [property.id]: { event: number, time, detail } };
  const rest = open.filter((other) => other !== property);
  return property.kind === 'always'
    ? { memory, broken: { ...broken, ...finding }, reached, open: rest }
    : { memory, broken, reached: { ...reached, ...finding }, open: rest };
}

/** What is still missing of the `eventually` properties, by id; empty if all hold. */
export function missing(
  protocol: Protocol,
  verdicts: Verdicts,
  view: WorldView<V>,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const property of protocol.judgement.properties) {
    if (property.kind !== 'eventually' || !isPromised(property, view.options)) continue;
    if ((property.excused?.(view) ?? null) !== null) continue;
    const detail = property.check(verdicts.memory, view);
    if (detail !== null) found[property.id] = detail;
  }
  return found;
}
