import type { OperationRequest } from './outside.ts';
import type { NodeId, OperationId, Outcome, Vocabulary } from './process.ts';
import { append, at, EMPTY_SEQUENCE, replace, type Sequence, toArray } from './sequence.ts';
import type { Operation } from './trace.ts';

/** The book of operations: what was asked at every client, and what came of it. */
export class OperationBook<V extends Vocabulary> {
  /** The whole book; immutable, so that a checkpoint keeps it as it is. */
  entries: Sequence<Operation<V['Command']>> = EMPTY_SEQUENCE;
  #listed: Sequence<Operation<V['Command']>> = EMPTY_SEQUENCE;
  #list: readonly Operation<V['Command']>[] = [];

  /** Writes down a new operation, typed or part of a typed one, and returns its number. */
  begin(
    client: NodeId,
    text: string,
    command: V['Command'] | null,
    now: number,
    parent: OperationId | null = null,
  ): OperationId {
    const id = this.entries.length + 1;
    this.entries = append(this.entries, {
      id,
      client,
      text,
      command,
      parent,
      started: now,
      ended: null,
      outcome: 'pending',
      result: '',
    });
    return id;
  }

  /** Does what a handler of `client` asked for; throws if it speaks of an operation that is not its own. */
  note(client: NodeId, request: OperationRequest<V>, now: number): void {
    if (request.kind === 'invoke') {
      this.begin(client, request.text, request.command, now, request.parent);
      return;
    }
    const operation = at(this.entries, request.id - 1);
    if (operation === undefined || operation.client !== client) {
      throw new Error(`${client} speaks of operation ${request.id}, which is not its own`);
    }
    if (operation.outcome !== 'pending') return;
    if (request.kind === 'progress') this.#put({ ...operation, result: request.text });
    else this.end(operation, request.outcome, request.text, now);
  }

  /** Ends an operation. */
  end(operation: Operation<V['Command']>, outcome: Outcome, result: string, now: number): void {
    this.#put({ ...operation, ended: now, outcome, result });
  }

  /** Ends every open operation of a client that is no more: nobody knows whether they took effect. */
  abandon(client: NodeId, result: string, now: number): void {
    for (const operation of this.all()) {
      if (operation.client === client && operation.outcome === 'pending') {
        this.end(operation, 'unknown', result, now);
      }
    }
  }

  /** The whole book in order; laid out once as long as nothing is written into it. */
  all(): readonly Operation<V['Command']>[] {
    if (this.#listed !== this.entries) {
      this.#listed = this.entries;
      this.#list = toArray(this.entries);
    }
    return this.#list;
  }

  #put(operation: Operation<V['Command']>): void {
    this.entries = replace(this.entries, operation.id - 1, operation);
  }
}
