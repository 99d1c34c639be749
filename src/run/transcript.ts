import type { TraceEvent } from '../kernel/trace.ts';
import type { JudgedVocabulary, Protocol } from '../protocols/protocol.ts';
import { linesOf, seconds } from './feed.ts';

/** The printed lines of an event, without the quiet ones unless `all` is set. */
export function transcriptOf(
  protocol: Protocol,
  event: TraceEvent<JudgedVocabulary>,
  all: boolean,
): string[] {
  return linesOf(protocol, event)
    .filter(({ weight }) => all || weight !== 'quiet')
    .map(({ time, node, sentence, reason }) => {
      const subject = node === null ? '' : `${node} `;
      const why = reason === null ? '' : ` (${reason})`;
      return `${seconds(time).padStart(9)}  ${subject}${sentence}${why}`;
    });
}
