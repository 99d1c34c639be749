/** Events in words: what the feed shows and a transcript prints. */
import type { NodeId } from '../kernel/process.ts';
import type { TraceEvent } from '../kernel/trace.ts';
import type { FactWeight, JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import { deedTitle, isFault, pendingTitle } from './deed-texts.ts';

type Event = TraceEvent<JudgedVocabulary>;

/** One line of the feed. */
export interface Line {
  /** Unique and stable in a branch. */
  readonly key: string;
  readonly event: number;
  /** Virtual milliseconds. */
  readonly time: number;
  /** Subject of the sentence; `null` if the sentence has its own. */
  readonly node: NodeId | null;
  readonly sentence: string;
  readonly reason: string | null;
  readonly source: string | null;
  readonly epoch: number | null;
  readonly weight: FactWeight;
  readonly tone: 'plain' | 'deed' | 'fault' | 'loss' | 'good';
}

/** The lines of one event: the deed or the loss itself, then what the handler reported. */
export function linesOf(protocol: Protocol, event: Event): readonly Line[] {
  const { describe } = protocol;
  const lines: Line[] = [];
  const base = { event: event.number, time: event.time, reason: null, source: null, epoch: null };
  const add = (line: Omit<Line, 'key' | 'event' | 'time'>): void => {
    lines.push({ ...base, ...line, key: `${event.number}.${lines.length}` });
  };
  if (event.intent !== null && event.kind === event.intent.type) {
    const tone = isFault(event.intent) ? 'fault' : 'deed';
    const what = pendingTitle(protocol, event.pending);
    const sentence = deedTitle(event.intent, event.node, what);
    add({ ...base, node: null, sentence, weight: 'line', tone });
  }
  const ended = endOf(protocol, event);
  if (ended !== null) add({ ...base, ...ended });
  for (const fact of event.facts) {
    const weight = describe.weight(fact);
    const { sentence, reason, source, epoch, tone } = describe.fact(fact, event.node ?? '');
    const shade = tone === 'good' ? 'good' : 'plain';
    add({ node: event.node, sentence, reason, source, epoch, weight, tone: shade });
  }
  return lines;
}

/** A message that did not reach a handler. */
function endOf(
  protocol: Protocol,
  { kind, loss, park, pending }: Event,
): Pick<Line, 'node' | 'sentence' | 'reason' | 'epoch' | 'weight' | 'tone'> | null {
  if (pending?.kind !== 'deliver' || (kind !== 'lost' && kind !== 'park')) return null;
  const { title, epoch, family } = protocol.describe.message(pending.message);
  const sentence = `→ ${pending.node}: ${title} ${kind === 'lost' ? 'is lost' : 'waits'}`;
  const reason = loss === null ? park : loss;
  const why = reason === null ? null : WHY[reason];
  const weight = family === 'heartbeat' || kind === 'park' ? 'quiet' : 'line';
  const tone = kind === 'lost' ? 'loss' : 'plain';
  return { node: pending.from, sentence, reason: why, epoch, weight, tone };
}

const WHY = {
  chance: 'The network lost it',
  cut: 'Nothing gets through where the network is cut',
  down: 'The receiver is down',
  stale: 'It belongs to a former life of one of the two',
  rule: 'A message rule drops it',
  hand: 'It was dropped by hand',
  held: 'It is held by hand',
  frozen: 'The receiver is frozen',
  behind: 'One that was sent before it has not arrived',
} as const;

/** `13.402`: seconds with three decimals. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
