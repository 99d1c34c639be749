/**
 * The registry: who is there, by their own word.
 *
 * In 2.0.0 a node registers once and stays on the list for ever; one that registers twice stands there twice. From 2.1.0 on registration is
 * repeated, an entry is renewed by it, and a sweep every second forgets whoever was silent for five. So no entry
 * gets older than six seconds. A registry that was stopped for a while sweeps before it answers. The list is in memory only: a
 * restart begins empty and is full again after a period (gap g). Source: README, "version 2.0.0" and "version 2.1.0".
 */
import type { Node, NodeId, Process } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import type { ClusterVocabulary, RegistryState } from './messages.ts';
import { compareNames } from './term.ts';

/** Between two sweeps. */
export const SWEEP_MS = 1000;

type Outside = Node<ClusterVocabulary>;

export const registry: Process<ClusterVocabulary, 'registry'> = {
  durable: [],

  boot(node) {
    if (has('election', node.options)) node.setTimer('sweep', SWEEP_MS);
    return { entries: [], clock: node.now, sweptAt: node.now };
  },

  onMessage(before, message, from, node) {
    const state = isOverdue(before, node) ? sweep(before, node) : before;
    const after = message.type === 'register' ? enter(state, from, node) : state;
    node.send(from, { type: 'listing', names: namesOf(after) });
    return { ...after, clock: node.now };
  },

  onTimer(state, _timer, node) {
    node.setTimer('sweep', SWEEP_MS);
    return sweep(state, node);
  },
};

/** The list as it is given out. */
export function namesOf({ entries }: RegistryState): readonly NodeId[] {
  return entries.map(({ name }) => name);
}

function enter(state: RegistryState, name: NodeId, node: Outside): RegistryState {
  const { entries } = state;
  const known = entries.findIndex((entry) => entry.name === name);
  const renewed = { name, at: node.now };
  if (known >= 0 && has('election', node.options)) {
    return { ...state, entries: entries.with(known, renewed) };
  }
  node.report({ type: 'Registered', name, again: known >= 0 });
  const all = [...entries, renewed];
  return { ...state, entries: all.toSorted((a, b) => compareNames(a.name, b.name)) };
}

function isOverdue({ sweptAt }: RegistryState, node: Outside): boolean {
  return has('election', node.options) && node.now - sweptAt > SWEEP_MS;
}

function sweep(state: RegistryState, node: Outside): RegistryState {
  const { expiryMs } = node.options;
  const kept = state.entries.filter(({ at }) => node.now - at < expiryMs);
  if (kept.length < state.entries.length) {
    const names = state.entries.filter((entry) => !kept.includes(entry)).map(({ name }) => name);
    node.report({ type: 'Forgot', names, expiryMs });
  }
  const entries = kept.length < state.entries.length ? kept : state.entries;
  return { entries, clock: node.now, sweptAt: node.now };
}
