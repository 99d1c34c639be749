/** The prose of the messages: votes are diamonds, decisions and tables squares, what clients say triangles. */
import { unreachable } from '../../kernel/process.ts';
import type { MessageDescription } from '../protocol.ts';
import type { ToClient, ToCoordinator, ToWorker } from './messages.ts';
import { numbers, WHY_NO } from './texts.ts';
import { list, plural } from '../words.ts';

type AnyMessage = ToCoordinator | ToWorker | ToClient;
type Of<T extends AnyMessage['type']> = Extract<AnyMessage, { type: T }>;
type Fields = MessageDescription['fields'];
type Look = Pick<MessageDescription, 'family' | 'reply'> & {
  readonly sign?: MessageDescription['sign'];
  readonly epoch?: number;
  readonly tag?: string;
};

const ASK: Look = { family: 'client', reply: false };
const ANSWER: Look = { family: 'client', reply: true };
const READ: Look = { family: 'data', reply: false };
const SEND: Look = { family: 'data', reply: true };
const DIAL: Look = { family: 'heartbeat', reply: false };

export function describeMessage(message: AnyMessage): MessageDescription {
  switch (message.type) {
    case 'vote-request':
    case 'vote-response':
    case 'commit':
    case 'abort':
    case 'ack':
    case 'decision-req':
    case 'decision':
      return describeTransaction(message);
    case 'set':
    case 'set-response':
    case 'get-response':
    case 'db-response':
    case 'verify-response':
    case 'error':
    case 'inquire':
    case 'pending':
      return describeClient(message);
    case 'get':
    case 'get-db':
    case 'verify':
    case 'send':
    case 'send-db':
      return describeRead(message);
    case 'join':
    case 'rejoin':
    case 'welcome':
    case 'snapshot-req':
    case 'snapshot':
    case 'installed':
      return describePool(message);
    default:
      return unreachable(message);
  }
}

function describeTransaction(
  message: Of<
    'vote-request' | 'vote-response' | 'commit' | 'abort' | 'ack' | 'decision-req' | 'decision'
  >,
): MessageDescription {
  switch (message.type) {
    case 'vote-request': {
      const { txid, key, value, participants } = message;
      const fields = [
        ['key', key],
        ['value', value],
        ['participants', list(participants)],
      ] as const;
      return draft(`VOTE-REQUEST #${txid}`, about(txid, 'vote', false), fields);
    }
    case 'vote-response': {
      const { txid, vote, reason } = message;
      const fields: Fields = [
        ['vote', vote],
        ...(reason === null ? [] : [['reason', `it ${WHY_NO[reason]}`] as const]),
      ];
      return draft(`VOTE-RESPONSE #${txid}: ${vote}`, about(txid, 'vote', true, vote), fields);
    }
    case 'commit':
      return draft(`COMMIT #${message.txid}`, about(message.txid, 'data', false, 'yes'), []);
    case 'abort':
      return draft(`ABORT #${message.txid}`, about(message.txid, 'data', false, 'no'), []);
    case 'ack':
      return draft(`ACK #${message.txid}`, about(message.txid, 'data', true), []);
    case 'decision-req': {
      const { txids } = message;
      return draft(`DECISION-REQ ${numbers(txids)}`, askedAfter(txids, false), [
        ['asks after', numbers(txids)],
      ]);
    }
    case 'decision': {
      const { answers } = message;
      const txids = answers.map(({ txid }) => txid);
      const kinds = new Set(answers.map(({ decision }) => decision));
      const [only = 'uncertain'] = kinds;
      const sign = kinds.size > 1 || only === 'uncertain' ? null : SIGN[only];
      const fields = answers.map(({ txid, decision }) => [`#${txid}`, decision] as const);
      const title = kinds.size > 1 ? 'DECISION' : `DECISION ${numbers(txids)}: ${only}`;
      return draft(title, { ...askedAfter(txids, true), sign }, fields);
    }
    default:
      return unreachable(message);
  }
}

/** A question after one transaction, or several, and its answer. */
function askedAfter(txids: readonly number[], reply: boolean): Look {
  const [only, ...others] = txids;
  if (only === undefined || others.length > 0) return { family: 'vote', reply, tag: '?' };
  return about(only, 'vote', reply);
}

const SIGN = { commit: 'yes', abort: 'no' } as const;

function about(
  txid: number,
  family: Look['family'],
  reply: boolean,
  sign: MessageDescription['sign'] = null,
): Look {
  return { family, reply, sign, epoch: txid, tag: `#${txid}` };
}

function describeClient(
  message: Of<
    | 'set'
    | 'set-response'
    | 'get-response'
    | 'db-response'
    | 'verify-response'
    | 'error'
    | 'inquire'
    | 'pending'
  >,
): MessageDescription {
  switch (message.type) {
    case 'set':
      return draft(`SET ${message.key} ${message.value}`, ASK, operation(message));
    case 'set-response': {
      const { success, note, txid } = message;
      const look: Look = {
        ...ANSWER,
        sign: success ? 'yes' : 'no',
        ...(txid === null ? {} : { epoch: txid }),
      };
      return draft(`SET-RESPONSE ${success}`, look, [
        ...operation(message),
        ...(note === '' ? [] : [['note', note] as const]),
      ]);
    }
    case 'get-response':
      return draft('GET-RESPONSE', ANSWER, [
        ...operation(message),
        [message.key, message.value ?? 'null'],
      ]);
    case 'db-response':
      return draft('DB-RESPONSE', ANSWER, [
        ...operation(message),
        ['rows', String(message.table.length)],
      ]);
    case 'verify-response': {
      const look: Look = { ...ANSWER, sign: message.success ? 'yes' : 'no' };
      return draft(`VERIFY-RESPONSE ${message.success}`, look, [
        ...operation(message),
        ['compared', plural(message.workers, 'table')],
      ]);
    }
    case 'error':
      return draft('error', { ...ANSWER, sign: 'no' }, [
        ...operation(message),
        ['text', message.text],
      ]);
    case 'inquire':
      return draft('are you there?', DIAL, []);
    case 'pending':
      return draft('still open', { ...DIAL, reply: true }, [
        ['operations', message.operations.join(', ')],
      ]);
    default:
      return unreachable(message);
  }
}

function describeRead(
  message: Of<'get' | 'get-db' | 'verify' | 'send' | 'send-db'>,
): MessageDescription {
  switch (message.type) {
    case 'get':
      return draft(`GET ${message.key}`, READ, operation(message));
    case 'get-db':
      return draft('GET-DB', READ, operation(message));
    case 'verify':
      return draft('VERIFY', READ, operation(message));
    case 'send':
      return draft('SEND', SEND, [...operation(message), [message.key, message.value ?? 'null']]);
    case 'send-db':
      return draft('SEND-DB', SEND, [
        ...operation(message),
        ['rows', String(message.table.length)],
      ]);
    default:
      return unreachable(message);
  }
}

function describePool(
  message: Of<'join' | 'rejoin' | 'welcome' | 'snapshot-req' | 'snapshot' | 'installed'>,
): MessageDescription {
  switch (message.type) {
    case 'join':
      return draft('join', DIAL, [
        ['life', String(message.life)],
        ['in doubt about', plural(message.inDoubt, 'transaction')],
      ]);
    case 'rejoin':
      return draft('join again', DIAL, []);
    case 'welcome':
      return draft('welcome', { ...DIAL, reply: true }, []);
    case 'snapshot-req':
      return draft('snapshot request', { ...READ, tag: 'copy' }, [
        ['attempt', String(message.attempt)],
      ]);
    case 'snapshot':
      return draft('snapshot', { ...SEND, epoch: message.applied, tag: 'copy' }, [
        ['rows', String(message.table.length)],
        ['up to', `#${message.applied}`],
      ]);
    case 'installed':
      return draft('installed', { ...DIAL, reply: true }, [['attempt', String(message.attempt)]]);
    default:
      return unreachable(message);
  }
}

function operation(message: { readonly operation: number }): Fields {
  return [['operation', String(message.operation)]];
}

function draft(title: string, look: Look, fields: Fields): MessageDescription {
  const { family, reply, sign = null, epoch = null, tag } = look;
  return { title, family, reply, sign, epoch, fields, ...(tag === undefined ? {} : { tag }) };
}
