/** What is agreed upon: values, votes, decisions. */
import type { NodeId, OperationId } from '../../kernel/process.ts';
import type { Ballot } from './ballot.ts';

/** What a round can decide: a line of the chat, or nothing at all, proposed by a server that only wants to learn. */
export type Value = Text | { readonly kind: 'nop' };

/** `sequence` is the number of the operation at the client, unique in a run: by it a repeated text is known. */
export interface Text {
  readonly kind: 'text';
  readonly client: NodeId;
  readonly sequence: OperationId;
  readonly author: string;
  readonly text: string;
}

/** So much of a text is quoted in a sentence. */
const QUOTED_MAX = 40;

export const NOP: Value = { kind: 'nop' };

/** What an acceptor has voted for in a round. */
export interface Vote {
  readonly round: number;
  readonly ballot: Ballot;
  readonly value: Value;
}

/** What a server knows to be chosen in a round, and the ballot by which it was. */
export type Decision = Vote;

/** An acceptor's word in one round; this is what must survive a crash. */
export interface Acceptor {
  readonly promised: Ballot | null;
  readonly accepted: Vote | null;
}

/** A server in one of its lives. */
export interface Seat {
  readonly server: NodeId;
  readonly life: number;
}

/** A line of the chat at its place in the log. */
export interface Line {
  readonly round: number;
  readonly text: Text;
}

/** Whether two values are the same: the same line of the same client, or both nothing. */
export function isSameValue(one: Value, other: Value): boolean {
  return valueKey(one) === valueKey(other);
}

/** What a value is known by. */
export function valueKey(value: Value): string {
  return value.kind === 'nop' ? 'nop' : `${value.client}:${value.sequence}`;
}

/** A value in words, as in `Aaron: hi`; a long text is cut. */
export function valueText(value: Value): string {
  return value.kind === 'nop' ? 'NOP' : `${value.author}: ${cut(value.text, QUOTED_MAX)}`;
}

/** A value in words, however long. */
export function wholeText(value: Value): string {
  return value.kind === 'nop' ? 'NOP' : `${value.author}: ${value.text}`;
}

/** A text that is longer than `lengthMax` ends in an ellipsis. */
export function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax - 1)}…`;
}
