import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Entry, ReplicaState, Table } from './messages.ts';

/** What an entry does to the replica `self`: data entries change the table, the others the neighbours. */
export function applyEntry(state: ReplicaState, entry: Entry, self: NodeId): ReplicaState {
  switch (entry.type) {
    case 'insert':
    case 'delete':
      return { ...state, table: written(state.table, entry) };
    case 'add': {
      const isKnown = entry.replica === self || state.neighbours.includes(entry.replica);
      return isKnown ? state : { ...state, neighbours: [...state.neighbours, entry.replica] };
    }
    case 'crash':
      return {
        ...state,
        neighbours: state.neighbours.filter((neighbour) => !entry.replicas.includes(neighbour)),
      };
    default:
      return unreachable(entry);
  }
}

/** The table after a data entry; other entries leave it as it is. */
export function written(table: Table, entry: Entry): Table {
  if (entry.type === 'insert') return withRow(table, entry.name, entry.age);
  return entry.type === 'delete' ? withoutRow(table, entry.name) : table;
}

/** A second insert of a name overwrites the first, in its place. */
function withRow(table: Table, name: string, age: string): Table {
  const index = table.findIndex(([known]) => known === name);
  return index === -1 ? [...table, [name, age]] : table.with(index, [name, age]);
}

/** Deleting an unknown name changes nothing. */
function withoutRow(table: Table, name: string): Table {
  return table.some(([known]) => known === name)
    ? table.filter(([known]) => known !== name)
    : table;
}
