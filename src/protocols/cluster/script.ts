/** What a scenario's script is made of. */
import type { Intent } from '../../kernel/intent.ts';
import type { NodeId } from '../../kernel/process.ts';
import type { Condition, Script as ScriptOf } from '../script.ts';
import type { ClusterVocabulary } from './messages.ts';

export type Script = ScriptOf<ClusterVocabulary>;

/** Four times as slow as the original, so that an eye can follow. */
export const SLOW = { periodMs: 400 } as const;

/** When a condition has come about, but not before a time: a caption stays until it has been read. */
export function from(
  notBeforeMs: number,
  isDue: Condition<ClusterVocabulary>,
): readonly [number, Condition<ClusterVocabulary>] {
  return [notBeforeMs, isDue];
}

/** The latency that goes with it. */
export const calm: Intent = {
  type: 'network',
  settings: { latencyMs: [60, 200], lossPercent: 0, duplicatePercent: 0 },
};

export const add: Intent = { type: 'add', role: 'node' };
export const heal: Intent = { type: 'heal' };

export function crash(node: NodeId): Intent {
  return { type: 'crash', node };
}

export function restart(node: NodeId): Intent {
  return { type: 'restart', node };
}

export function say(client: number, text: string): Intent {
  return { type: 'command', client: `client-${client}`, text };
}

/** A wall around some nodes; the rest is given too, for whoever comes later belongs to neither side. */
export function wall(one: readonly NodeId[], other: readonly NodeId[]): Intent {
  return { type: 'partition', groups: [one, other] };
}
