/** What scripts are made of. */
import type { Intent, MessageRule } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { leader } from './scenario-conditions.ts';
import type { Condition as ConditionOf, Script as ScriptOf } from '../script.ts';
import type { RaftVocabulary } from './messages.ts';

type View = WorldView<RaftVocabulary>;
export type Condition = ConditionOf<RaftVocabulary>;
export type Script = ScriptOf<RaftVocabulary>;

export function say(client: number, text: string): Intent {
  return { type: 'command', client: `client-${client}`, text };
}

export function crash(...numbers: readonly number[]): readonly Intent[] {
  return numbers.map((number) => ({ type: 'crash', node: `server-${number}` }));
}

export function restart(...numbers: readonly number[]): readonly Intent[] {
  return numbers.map((number) => ({ type: 'restart', node: `server-${number}` }));
}

/** Crashes whoever leads. */
export function crashLeader(view: View): readonly Intent[] {
  const node = leader(view);
  return node === undefined ? [] : [{ type: 'crash', node }];
}

/** Restarts every server that is down. */
export function restartAll(view: View): readonly Intent[] {
  return view
    .nodes('server')
    .filter(({ status }) => status === 'crashed')
    .map(({ id }) => ({ type: 'restart', node: id }));
}

/** From now on what `number` would send of AppendEntries is lost, to everybody or to one. */
export function mute(number: number, to?: number): Intent {
  const rule: MessageRule = {
    id: `mute-${number}${to === undefined ? '' : `-${to}`}`,
    type: 'AppendEntries',
    from: `server-${number}`,
    ...(to === undefined ? {} : { to: `server-${to}` }),
    action: { kind: 'drop' },
  };
  return { type: 'rule', rule };
}

export function unmute(number: number, to?: number): Intent {
  return { type: 'unrule', id: `mute-${number}${to === undefined ? '' : `-${to}`}` };
}

/** Messages of a type from one to another take so much longer. */
export function slow(id: string, type: string, from: number, to: number, delayMs: number): Intent {
  const action = { kind: 'delay', delayMs } as const;
  const rule = { id, type, from: `server-${from}`, to: `server-${to}`, action };
  return { type: 'rule', rule };
}

/** A wall: these servers and clients on one side, everybody else that is named on the other. */
export function wall(one: readonly string[], other: readonly string[]): Intent {
  return { type: 'partition', groups: [one, other] };
}

export const HEAL: Intent = { type: 'heal' };

/** A new server, of no vote yet. */
export const ADD_SERVER: Intent = { type: 'add', role: 'server' };
