/** The messages of the cluster in words. */
import { unreachable } from '../../kernel/process.ts';
import type { MessageDescription } from '../protocol.ts';
import { changeText } from './log.ts';
import type {
  FromLeader,
  Request,
  Term,
  ToClient,
  ToLeader,
  ToNode,
  ToRegistry,
} from './messages.ts';
import { termText } from './term.ts';
import { list } from '../words.ts';

type AnyMessage = ToRegistry | ToNode | ToClient;
type Look = Partial<MessageDescription>;

export function describeMessage(message: AnyMessage): MessageDescription {
  switch (message.type) {
    case 'register':
      return say('register', { family: 'heartbeat' });
    case 'list':
      return say('list', { family: 'client' });
    case 'listing':
      return say('list', {
        family: 'heartbeat',
        reply: true,
        fields: [['registered', list(message.names)]],
      });
    case 'election':
      return say('election', {
        family: 'vote',
        tag: '?',
        fields: [['round', String(message.round)]],
      });
    case 'alive':
      return say('alive', { family: 'vote', reply: true, sign: 'yes' });
    case 'copy':
      return say(`copy ${message.key}`, {
        family: 'data',
        tag: message.key.slice(0, 6),
        fields: [['value', message.value]],
      });
    case 'heartbeat':
    case 'victory':
    case 'takeover':
    case 'pull':
    case 'append':
    case 'commit':
      return describeFromLeader(message);
    case 'heard':
    case 'promised':
    case 'pulled':
    case 'appended':
    case 'fenced':
      return describeToLeader(message);
    case 'put':
    case 'get':
    case 'remove':
    case 'ask':
      return describeRequest(message);
    case 'written':
    case 'value':
    case 'redirect':
    case 'unavailable':
    case 'uncertain':
    case 'told':
      return describeToClient(message);
    default:
      return unreachable(message);
  }
}

function describeFromLeader(message: FromLeader): MessageDescription {
  const look = { epoch: message.term.generation, fields: [termField(message.term)] } as const;
  switch (message.type) {
    case 'heartbeat':
      return say('heart-beat', {
        ...look,
        family: 'heartbeat',
        fields: [...look.fields, ['committed', String(message.commitIndex)]],
      });
    case 'victory':
      return say('victory', { ...look, family: 'vote', tag: '♛' });
    case 'takeover':
      return say('take-over', { ...look, family: 'vote', tag: termText(message.term) });
    case 'pull':
      return say('pull', {
        ...look,
        family: 'data',
        fields: [...look.fields, ['beyond entry', String(message.after)]],
      });
    case 'append': {
      const { entries, previousIndex, previousTerm } = message;
      const first = previousIndex + 1;
      const last = previousIndex + entries.length;
      const what = first === last ? String(last) : `${first}–${last}`;
      return say(entries.length === 0 ? 'append, empty' : `append ${what}`, {
        ...look,
        family: 'data',
        ...(entries.length > 0 && what.length <= 6 ? { tag: what } : {}),
        fields: [
          ...look.fields,
          ['behind', `entry ${previousIndex} of term ${termText(previousTerm)}`],
          ['entries', entries.map(({ change }) => changeText(change)).join('; ') || 'none'],
          ['committed', String(message.commitIndex)],
        ],
      });
    }
    case 'commit':
      return say(`commit ${message.commitIndex}`, {
        ...look,
        family: 'data',
        tag: `✓${message.commitIndex}`.slice(0, 6),
      });
    default:
      return unreachable(message);
  }
}

function describeToLeader(message: ToLeader): MessageDescription {
  const look = {
    epoch: message.term.generation,
    reply: true,
    fields: [termField(message.term)],
  } as const;
  switch (message.type) {
    case 'heard':
      return say('heard', {
        ...look,
        family: 'heartbeat',
        fields: [...look.fields, ['agrees up to', String(message.matched)]],
      });
    case 'promised':
      return say('promise', {
        ...look,
        family: 'vote',
        sign: 'yes',
        fields: [
          ...look.fields,
          ['log ends at', `entry ${message.lastIndex} of term ${termText(message.lastTerm)}`],
        ],
      });
    case 'pulled':
      return say('log', {
        ...look,
        family: 'data',
        fields: [...look.fields, ['entries', String(message.entries.length)]],
      });
    case 'appended':
      return say(message.ok ? `appended ${message.index}` : 'mismatch', {
        ...look,
        family: 'data',
        sign: message.ok ? 'yes' : 'no',
        fields: [
          ...look.fields,
          [message.ok ? 'agrees up to' : 'try after', String(message.index)],
        ],
      });
    case 'fenced':
      return say('lower term', {
        ...look,
        epoch: message.promised.generation,
        family: 'vote',
        sign: 'no',
        fields: [...look.fields, ['has accepted', termText(message.promised)]],
      });
    default:
      return unreachable(message);
  }
}

function describeRequest(message: Request): MessageDescription {
  const look = { family: 'client' } as const;
  switch (message.type) {
    case 'put':
      return say(`POST ${message.key} ${message.value}`, { ...look, tag: message.key.slice(0, 6) });
    case 'get':
      return say(`GET ${message.key}`, { ...look, tag: message.key.slice(0, 6) });
    case 'remove':
      return say(`remove ${message.target}`, look);
    case 'ask':
      return say(message.about, look);
    default:
      return unreachable(message);
  }
}

function describeToClient(message: Exclude<ToClient, { type: 'listing' }>): MessageDescription {
  const look = {
    family: 'client',
    reply: true,
    fields: [['operation', String(message.operation)]],
  } as const;
  switch (message.type) {
    case 'written':
      return say('201 created', { ...look, sign: 'yes', tag: '201' });
    case 'value':
      return message.value === null
        ? say('404 not found', { ...look, tag: '404' })
        : say(`200 ${message.value}`, { ...look, tag: '200' });
    case 'redirect':
      return say(`301 to ${message.leader}`, { ...look, tag: '301' });
    case 'unavailable':
      return say(`503 ${message.reason.replaceAll('-', ' ')}`, { ...look, sign: 'no', tag: '503' });
    case 'uncertain':
      return say(`500 ${message.reason.replaceAll('-', ' ')}`, { ...look, sign: 'no', tag: '500' });
    case 'told':
      return say('answer', { ...look, fields: [...look.fields, ['names', list(message.names)]] });
    default:
      return unreachable(message);
  }
}

function termField(term: Term): readonly [string, string] {
  return ['term', termText(term)];
}

function say(title: string, look: Look): MessageDescription {
  return { title, family: 'client', reply: false, sign: null, epoch: null, fields: [], ...look };
}
