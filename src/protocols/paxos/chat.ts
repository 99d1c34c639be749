/** A client's chat window: the lines it has downloaded in the order of their rounds, then what it has said that is not among them yet. */
import type { NodeId } from '../../kernel/process.ts';
import type { ChatLine } from '../views.ts';
import type { ClientState } from './states.ts';

export function chatLines({ lines, pending }: ClientState, client: NodeId): readonly ChatLine[] {
  const known = lines.map(({ round, text }): ChatLine => {
    const { author, text: line, sequence } = text;
    const own = text.client === client;
    return {
      key: `${text.client}:${sequence}`,
      author,
      text: line,
      own,
      detail: `round ${round}`,
      pending: false,
    };
  });
  const open = pending.map(({ text, round }): ChatLine => ({
    key: `${text.client}:${text.sequence}`,
    author: text.author,
    text: text.text,
    own: true,
    detail: round === null ? '' : `round ${round}`,
    pending: round === null,
  }));
  return [...known, ...open];
}
