import { unbornState, withRole } from './erasure.ts';
import { type NodeRecord, TRUE_CLOCK } from './node.ts';
import { assert, type NodeId, type Role, type Vocabulary } from './process.ts';
import { streamKey } from './random.ts';
import type { NodeView } from './trace.ts';

/** The nodes of a world, in the order of joining; those that were removed stay on record. */
export class Cluster<V extends Vocabulary> {
  readonly #seed: number;
  #nodes: NodeRecord<V>[] = [];
  #index = new Map<NodeId, number>();
  /** Role → its nodes that were not removed. */
  roster: Readonly<Record<string, readonly NodeId[]>> = {};

  constructor(seed: number) {
    this.#seed = seed;
  }

  records(): readonly NodeRecord<V>[] {
    return this.#nodes;
  }

  find(id: NodeId): NodeRecord<V> | undefined {
    const index = this.#index.get(id);
    return index === undefined ? undefined : this.#nodes[index];
  }

  /** The record of a node; throws if there never was one of this name. */
  record(id: NodeId): NodeRecord<V> {
    const record = this.find(id);
    if (record === undefined) throw new Error(`there is no node "${id}"`);
    return record;
  }

  inRole<R extends Role<V>>(role: R): readonly NodeView<V, R>[] {
    return (this.roster[role] ?? []).map((id) => withRole(this.record(id), role));
  }

  /** Enters a new node of a role, numbered on; its state comes with its boot. */
  enrol(role: Role<V>, now: number, lastEvent: number): NodeId {
    const number = this.#nodes.filter((record) => record.role === role).length + 1;
    const id = `${role}-${number}`;
    const unborn = unbornState<V>();
    this.#index.set(id, this.#nodes.length);
    this.#nodes.push({
      id,
      role,
      status: 'up',
      since: now,
      incarnation: 1,
      state: unborn,
      previous: unborn,
      disk: null,
      writtenAt: -1,
      timers: [],
      draws: 0,
      randomKey: streamKey(this.#seed, id),
      clock: TRUE_CLOCK,
      lastEvent,
    });
    this.roster = { ...this.roster, [role]: [...(this.roster[role] ?? []), id] };
    return id;
  }

  /** Replaces the whole record of a node. */
  put(record: NodeRecord<V>): void {
    const index = this.#index.get(record.id);
    assert(index !== undefined, `${record.id} was enrolled`);
    this.#nodes[index] = record;
  }

  /** Takes a node off the roster. */
  unlist(id: NodeId): void {
    const { role } = this.record(id);
    const ids = (this.roster[role] ?? []).filter((other) => other !== id);
    this.roster = { ...this.roster, [role]: ids };
  }

  snapshot(): readonly NodeRecord<V>[] {
    return this.#nodes.slice();
  }

  restore(nodes: readonly NodeRecord<V>[]): void {
    this.#nodes = nodes.slice();
    this.#index = new Map(nodes.map((record, index) => [record.id, index]));
    const roster: Record<string, NodeId[]> = {};
    for (const { role, id, status } of nodes) {
      const ids = (roster[role] ??= []);
      if (status !== 'removed') ids.push(id);
    }
    this.roster = roster;
  }
}
