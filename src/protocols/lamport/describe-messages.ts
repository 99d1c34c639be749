/** What the messages are called and what they carry. Every flight wears its time stamp. */
import { unreachable } from '../../kernel/process.ts';
import type { MessageDescription } from '../protocol.ts';
import { idText, nodeOf, shortUid } from './identity.ts';
import type { ToClient, ToReplica } from './messages.ts';
import { actionText } from './sites.ts';

type AnyMessage = ToClient | ToReplica;
type Of<T extends AnyMessage['type']> = Extract<AnyMessage, { type: T }>;
type Fields = MessageDescription['fields'];

export function describeMessage(message: AnyMessage): MessageDescription {
  switch (message.type) {
    case 'hello':
    case 'greeting':
    case 'request':
    case 'dummy':
    case 'ack':
    case 'output':
      return describeBroadcast(message);
    case 'closing':
    case 'close':
      return describeClosing(message);
    case 'knock':
    case 'welcome':
    case 'join':
    case 'ready':
    case 'busy':
    case 'withdraw':
    case 'fetch':
    case 'snapshot':
    case 'live':
      return describeJoining(message);
    default:
      return unreachable(message);
  }
}

function describeBroadcast(
  message: Of<'hello' | 'greeting' | 'request' | 'dummy' | 'ack' | 'output'>,
): MessageDescription {
  switch (message.type) {
    case 'hello':
      return draw(message, 'hello', 'client', false, []);
    case 'greeting':
      return draw(message, 'greeting', 'client', true, []);
    case 'request': {
      const fields = [['id', idText(message)], turnOf(message)] as const;
      return draw(message, actionText(message.action), 'client', false, fields);
    }
    case 'dummy':
      return draw(message, `dummy ${idText(message)}`, 'heartbeat', false, [turnOf(message)]);
    case 'ack':
      return draw(message, 'ack', 'heartbeat', true, [turnOf(message)]);
    case 'output': {
      const fields = [['answer', message.text], turnOf(message)] as const;
      return draw(message, 'output', 'client', true, fields);
    }
    default:
      return unreachable(message);
  }
}

function describeClosing(message: Of<'closing' | 'close'>): MessageDescription {
  const client = ['client', shortUid(message.client)] as const;
  if (message.type === 'closing') {
    return draw(message, `${shortUid(message.client)} is dead`, 'vote', false, [client]);
  }
  const { last } = message;
  const word = last === null ? 'none' : `${idText(last)}, broadcast ${last.turn}`;
  const title = `CLOSE ${shortUid(message.client)}`;
  return draw(message, title, 'vote', true, [client, ['last broadcast', word]]);
}

function describeJoining(
  message: Of<
    'knock' | 'welcome' | 'join' | 'ready' | 'busy' | 'withdraw' | 'fetch' | 'snapshot' | 'live'
  >,
): MessageDescription {
  const newcomer = ['newcomer', nodeOf(message.newcomer)] as const;
  switch (message.type) {
    case 'knock':
    case 'join':
    case 'withdraw':
    case 'live':
      return draw(message, message.type, 'data', false, [newcomer]);
    case 'fetch':
      return draw(message, 'asks for a snapshot', 'data', false, [newcomer]);
    case 'welcome':
      return draw(message, 'welcome', 'data', true, [newcomer, turnOf(message)]);
    case 'ready': {
      const members = ['members', message.members.map(shortUid).join(' ')] as const;
      return { ...draw(message, 'ready', 'data', true, [newcomer, members]), sign: 'yes' };
    }
    case 'busy':
      return { ...draw(message, 'busy', 'data', true, [newcomer]), sign: 'no' };
    case 'snapshot': {
      const { executed, sites } = message.content;
      const content = [
        ['requests executed', String(executed)],
        ['sites', String(sites.length)],
      ] as const;
      return draw(message, 'snapshot', 'data', true, [newcomer, ...content]);
    }
    default:
      return unreachable(message);
  }
}

function turnOf({ turn }: { readonly turn: number }): readonly [string, string] {
  return ['broadcast of this client', String(turn)];
}

function draw(
  { clock }: AnyMessage,
  title: string,
  family: MessageDescription['family'],
  reply: boolean,
  fields: Fields,
): MessageDescription {
  const stamp = ['time stamp', String(clock)] as const;
  const tag = clockText(clock, 6);
  return { title, family, reply, sign: null, epoch: null, tag, fields: [stamp, ...fields] };
}

/** A clock in at most so many characters: `12k` or `3M` when there is no room for all of it. */
export function clockText(clock: number, lengthMax: number): string {
  const text = String(clock);
  if (text.length <= lengthMax) return text;
  const thousands = `${Math.floor(clock / 1000)}k`;
  return thousands.length <= lengthMax ? thousands : `${Math.floor(clock / 1_000_000)}M`;
}
