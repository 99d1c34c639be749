/** What the consoles read: what was typed at a client, and what it began by itself to carry that out. */
import type { NodeId, OperationId } from '../kernel/process.ts';
import type { Operation } from '../kernel/trace.ts';
import type { BegunReading, OperationFace } from '../panels/readings.ts';

/** Commands that a console can go back to. */
const TYPED_MAX = 400;
/** Operations of one command that can be looked at one by one. */
const LATEST_MAX = 40;

/** The latest commands of a client, oldest first, each with what it began. */
export function readOperations(
  operations: readonly Operation[],
  client: NodeId,
): readonly OperationFace[] {
  const typed: Operation[] = [];
  const parts = new Map<OperationId, Operation[]>();
  for (const operation of operations) {
    if (operation.client !== client) continue;
    const { parent } = operation;
    const begun = parent === null ? typed : parts.get(parent);
    if (begun !== undefined) begun.push(operation);
    else if (parent !== null) parts.set(parent, [operation]);
  }
  return typed.slice(-TYPED_MAX).map((operation) => {
    const begun = parts.get(operation.id);
    return faceOf(operation, begun === undefined ? null : summaryOf(begun));
  });
}

function faceOf(operation: Operation, begun: BegunReading | null): OperationFace {
  const { id, client, text, started, ended, outcome, result } = operation;
  return { id, client, text, started, ended, outcome, result, begun };
}

function summaryOf(operations: readonly Operation[]): BegunReading {
  const outcomes = { pending: 0, ok: 0, refused: 0, unknown: 0 };
  let least = Infinity;
  let most = 0;
  for (const { outcome, started, ended } of operations) {
    outcomes[outcome] += 1;
    if (ended === null) continue;
    least = Math.min(least, ended - started);
    most = Math.max(most, ended - started);
  }
  return {
    count: operations.length,
    outcomes,
    tookMs: least > most ? null : [least, most],
    latest: operations.slice(-LATEST_MAX).map((operation) => faceOf(operation, null)),
  };
}
