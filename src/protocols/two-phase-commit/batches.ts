/** `rapidset` and `multiset`: many sets at once, and a look at what came of them. */
import type { Node, OperationId } from '../../kernel/process.ts';
import type { Batch, ClientState, Command, CommitVocabulary, ToClient } from './messages.ts';

/** The key on which all sets of a `rapidset` meet. */
export const RAPID_KEY = '1234';

type Outside = Node<CommitVocabulary>;
type BatchCommand = Extract<Command, { type: 'rapidset' | 'multiset' }>;
type Single = Extract<Command, { type: 'get' | 'set' | 'db' | 'verify' }>;
type Issue = (
  state: ClientState,
  command: Single,
  operation: OperationId,
  node: Outside,
) => ClientState;

/** What an operation came to. */
export interface Settled {
  readonly isSuccess: boolean;
  readonly isUnknown: boolean;
  readonly message: ToClient | null;
}

/** Sends all sets without waiting: one key and values from 0 up, or as many keys. */
export function startBatch(
  state: ClientState,
  { type: kind, count, note }: BatchCommand,
  operation: OperationId,
  node: Outside,
  issue: Issue,
): ClientState {
  let next = state;
  const missing: OperationId[] = [];
  for (let index = 0; index < count; index += 1) {
    const value = String(index);
    const set = { type: 'set', key: kind === 'rapidset' ? RAPID_KEY : value, value } as const;
    const one = node.invoke(operation, `set ${set.key} ${value}`, set);
    missing.push(one);
    next = issue(next, set, one, node);
  }
  const batch = { operation, kind, count, note, missing, succeeded: 0, unknown: 0, last: null };
  return { ...next, batches: [...next.batches, batch] };
}

/** Counts an answer, begins the look at the end when all are in, and says what came of it all. */
export function onAnswer(
  state: ClientState,
  operation: OperationId,
  settled: Settled,
  node: Outside,
  issue: Issue,
): ClientState {
  const batch = state.batches.find(
    ({ missing, last }) => last === operation || missing.includes(operation),
  );
  if (batch === undefined) return state;
  const others = state.batches.filter((one) => one !== batch);
  if (batch.last === operation) {
    conclude(batch, settled, node);
    return { ...state, batches: others };
  }
  const counted: Batch = {
    ...batch,
    missing: batch.missing.filter((one) => one !== operation),
    succeeded: batch.succeeded + (settled.isSuccess ? 1 : 0),
    unknown: batch.unknown + (settled.isUnknown ? 1 : 0),
  };
  if (counted.missing.length > 0) {
    const answered = counted.count - counted.missing.length;
    node.progress(batch.operation, `${answered} of ${counted.count} answered`);
    return { ...state, batches: [...others, counted] };
  }
  const look: Single =
    batch.kind === 'rapidset' ? { type: 'get', key: RAPID_KEY } : { type: 'verify' };
  const last = node.invoke(
    batch.operation,
    look.type === 'get' ? `get ${RAPID_KEY}` : 'verify',
    look,
  );
  const looking = { ...state, batches: [...others, { ...counted, last }] };
  return issue(looking, look, last, node);
}

/** A `rapidset` must have exactly one success, of value 0; a `multiset` all, and equal tables. */
function conclude(batch: Batch, { message, isUnknown }: Settled, node: Outside): void {
  const { operation, kind, count, succeeded, unknown, note } = batch;
  const sets = `${succeeded} of ${count} succeeded${unknown === 0 ? '' : `, ${unknown} unknown`}`;
  const seen = seenText(message);
  const isRight =
    kind === 'rapidset'
      ? succeeded === 1 && message?.type === 'get-response' && message.value === '0'
      : succeeded === count && message?.type === 'verify-response' && message.success;
  const doubtful = unknown > 0 || isUnknown;
  const failed = doubtful ? 'unknown' : 'refused';
  node.respond(operation, isRight ? 'ok' : failed, `${sets}; ${seen}${note}`);
}

function seenText(message: Settled['message']): string {
  if (message?.type === 'get-response') return `${message.key} is ${message.value ?? 'null'}`;
  if (message?.type === 'verify-response') return `verify ${message.success}`;
  return message?.type === 'error' ? message.text : 'not known how it stands now';
}
