/**
 * What clients ask, first in first out (gap b). A SET of a key that is being written is refused at once, never queued (rule i);
 * a GET waits for its key, GET-DB and VERIFY for quiet; while a VERIFY or a snapshot runs, new SETs wait for its end (gap c).
 * What waits in front counts as if it were under way: a client that sends SET and then GET reads what it wrote.
 */
import { type Node, unreachable } from '../../kernel/process.ts';
import type { WaitReason } from './facts.ts';
import type { CommitVocabulary, CoordinatorState, Request } from './messages.ts';
import { begin } from './phase-one.ts';
import { read, refuse, verify } from './reads.ts';
import { isActive, writing } from './transactions.ts';

type Outside = Node<CommitVocabulary>;

/** Serves whatever need not wait any more, in the order of arrival. */
export function flush(state: CoordinatorState, node: Outside): CoordinatorState {
  if (state.backlog.length === 0) return state;
  let next: CoordinatorState = { ...state, backlog: [] };
  for (const request of state.backlog) {
    const why = reasonToWait(next, request, node);
    if (why === null) next = serve(next, request, node);
    else {
      if (!request.waited) node.report({ type: 'Waits', what: wordsOf(request), why });
      const waiting = request.waited ? request : { ...request, waited: true };
      next = { ...next, backlog: [...next.backlog, waiting] };
    }
  }
  const isSame = next.backlog.length === state.backlog.length;
  return isSame && next.backlog.every((one, index) => one === state.backlog[index]) ? state : next;
}

/** Why a request must wait; `null` if it need not. */
function reasonToWait(
  state: CoordinatorState,
  { ask, waited }: Request,
  node: Outside,
): WaitReason | null {
  const isQuiet = !state.transactions.some((one) => isActive(one)) && !hasWaitingSet(state, null);
  // Gap b: the original put the wrong thing into its backlog, and nothing that had to wait was ever served.
  if (waited && ask.type !== 'set' && node.flaw('lost-queued-reads')) return 'quiet';
  switch (ask.type) {
    case 'set':
      if (state.verification !== null) return 'verification';
      return state.transfer === null ? null : 'transfer';
    case 'get': {
      const isWritten = writing(state, ask.key) !== undefined || hasWaitingSet(state, ask.key);
      return isWritten ? 'key' : null;
    }
    case 'get-db':
      return isQuiet ? null : 'quiet';
    case 'verify':
      if (state.verification !== null) return 'verification';
      if (state.transfer !== null) return 'transfer';
      return isQuiet ? null : 'quiet';
    default:
      return unreachable(ask);
  }
}

/** Whether a SET of `key`, or of any key, stands in front. */
function hasWaitingSet({ backlog }: CoordinatorState, key: string | null): boolean {
  return backlog.some(({ ask }) => ask.type === 'set' && (key === null || ask.key === key));
}

function serve(state: CoordinatorState, request: Request, node: Outside): CoordinatorState {
  const { ask } = request;
  switch (ask.type) {
    case 'set':
      return set(state, request, ask, node);
    case 'get':
    case 'get-db':
      return read(state, request, ask, node);
    case 'verify':
      return verify(state, request, node);
    default:
      return unreachable(ask);
  }
}

function set(
  state: CoordinatorState,
  { client, operation }: Request,
  { key, value }: Extract<Request['ask'], { type: 'set' }>,
  node: Outside,
): CoordinatorState {
  const other = writing(state, key);
  if (other !== undefined && !node.flaw('no-key-exclusion')) {
    node.report({ type: 'KeyPending', key, txid: other.txid });
    const note = `#${other.txid} is writing ${key}`;
    node.send(client, { type: 'set-response', operation, success: false, txid: null, note });
    return state;
  }
  if (state.pool.length === 0) return refuse(state, { client, operation }, 'set', node);
  return begin(state, { key, value }, { client, operation }, node);
}

function wordsOf({ ask, client }: Request): string {
  const what = 'key' in ask ? `${ask.type} ${ask.key}` : ask.type;
  return `${what} of ${client}`;
}
