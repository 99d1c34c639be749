/**
 * Version 1.0.0: a key-value store. A POST of a key and a value answers 201, a GET answers 200 with the value or 404.
 *
 * Every later version keeps this table and changes only the way by which a write comes to it. Source: README, "version 1.0.0".
 */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { ClusterVocabulary, NodeState, Request, Table } from './messages.ts';
import { has } from './ladder.ts';

type Outside = Node<ClusterVocabulary>;
type Of<T extends Request['type']> = Extract<Request, { type: T }>;

/** The table with the row written; a second write of a key overwrites the first. */
export function written(table: Table, key: string, value: string): Table {
  const place = table.findIndex(([known]) => known === key);
  return place < 0 ? [...table, [key, value]] : table.with(place, [key, value]);
}

export function valueOf(table: Table, key: string): string | null {
  return table.find(([known]) => known === key)?.[1] ?? null;
}

export function put(
  state: NodeState,
  { operation, key, value }: Of<'put'>,
  from: NodeId,
  node: Outside,
): NodeState {
  node.send(from, { type: 'written', operation, index: null });
  return write(state, key, value, node);
}

export function write(state: NodeState, key: string, value: string, node: Outside): NodeState {
  node.report({ type: 'Wrote', key, value });
  return { ...state, map: written(state.map, key, value) };
}

/** Gap k: any node answers from its own table, and says how far that is. */
export function read(
  state: NodeState,
  { operation, key }: Of<'get'>,
  from: NodeId,
  node: Outside,
): void {
  const value = valueOf(state.map, key);
  const applied = has('replication', node.options) ? state.commitIndex : null;
  node.send(from, { type: 'value', operation, value, applied });
  node.report({ type: 'Read', key, found: value !== null });
}
