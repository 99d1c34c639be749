/**
 * Version 2.0.0: service discovery. A node is given the registry's address and nothing else: it registers, and asks who else is there.
 *
 * In 2.0.0 it registers once and logs the list every ten seconds. From 2.1.0 on it registers every period, since the registry forgets
 * who is silent; the answer carries the list. A registry that is down costs nothing but news: the node goes on with the list it has
 * (gaps g and n). Source: README, "version 2.0.0" and "version 2.1.0".
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import { has } from './ladder.ts';
import type { ClusterVocabulary, NodeState, ToRegistry } from './messages.ts';
import { isDue } from './progress.ts';

const POLL_MS = 10_000;

type Outside = Node<ClusterVocabulary>;

/** At the start of a node. */
export function announce(node: Outside): void {
  if (!has('discovery', node.options)) return;
  tell({ type: 'register' }, node);
  setNext(node);
}

/** The first of the original's two loops: registration. */
export function onRegisterTimer(state: NodeState, node: Outside): NodeState {
  setNext(node);
  const isRepeated = has('election', node.options);
  if (!isRepeated) node.report({ type: 'ListLogged', names: state.listing });
  if (isDue(state.registryAt, node)) tell({ type: isRepeated ? 'register' : 'list' }, node);
  return state;
}

export function onListing(state: NodeState, names: readonly NodeId[], node: Outside): NodeState {
  if (state.registryDown) node.report({ type: 'RegistryBack' });
  const isSame =
    names.length === state.listing.length && names.every((name, at) => name === state.listing[at]);
  const listing = isSame ? state.listing : names;
  return { ...state, listing, registryAt: node.now, registryDown: false };
}

/** The registry is down: the list stays as it was. */
export function onRegistryDown(state: NodeState, node: Outside): NodeState {
  if (!state.registryDown) node.report({ type: 'RegistryGone', listed: state.listing.length });
  return { ...state, registryAt: node.now, registryDown: true };
}

function tell(message: ToRegistry, node: Outside): void {
  for (const registry of node.peers('registry')) node.send(registry, message);
}

function setNext(node: Outside): void {
  node.setTimer('register', has('election', node.options) ? node.options.periodMs : POLL_MS);
}
