/** What stands over the stage. */
import type { Intent } from '../kernel/intent.ts';
import type { Run } from '../run/run.ts';

type Told = Pick<Run, 'caption' | 'protocol' | 'world'>;

interface Telling {
  readonly run: Told;
  /** What the person has done so far. */
  readonly done: ReadonlySet<Intent['type']>;
}

/** The caption of the scenario, or what to try next; where there is no console, nothing that would have to be typed. */
export function captionOf(
  { run: { caption, protocol, world }, done }: Telling,
  { present, embed }: { readonly present: boolean; readonly embed: boolean },
): string {
  if (caption !== null && caption !== '') return caption;
  const hint = protocol.hint(world, done);
  return (present || embed) && hint.includes('`') ? protocol.summary : hint;
}

/**
 * What is to be known beside the caption. Captions are written for the sound protocol: with a rule switched off the run may
 * well be another one. And until the person has done something, what this is.
 */
export function captionNoteOf(
  { run: { caption, protocol, world }, done }: Telling,
  { present, embed }: { readonly present: boolean; readonly embed: boolean },
): string {
  const { flaws } = world;
  if (caption === null || caption === '') {
    return done.size > 0 || present || embed ? '' : `${protocol.summary}.`;
  }
  if (flaws.length === 0) return '';
  const only =
    flaws.length === 1 ? protocol.flaws.find(({ name }) => name === flaws[0]) : undefined;
  return only === undefined
    ? `${flaws.length} flaws are on: the captions tell the run without them.`
    : `Flaw: ${only.title}. The captions tell the run without it.`;
}
