/** What the messages of the Paxos chat say in words. */
import type { Message } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { MessageDescription } from '../protocol.ts';
import { type Ballot, ballotText } from './ballot.ts';
import type { PaxosVocabulary, ToServer } from './messages.ts';
import { cut, valueText, wholeText } from './values.ts';

type AnyMessage = Message<PaxosVocabulary>;
type Fields = MessageDescription['fields'];
/** So much of a text stands in the title of a message. */
const TITLE_MAX = 40;

type Look = Partial<Omit<MessageDescription, 'title' | 'fields'>>;

export function describeMessage(message: AnyMessage): MessageDescription {
  switch (message.type) {
    case 'prepare':
    case 'promise':
    case 'accept':
    case 'accepted':
    case 'reject':
    case 'old-instance':
    case 'commit':
      return describePaxos(message);
    case 'ask-highest':
    case 'highest':
      return draw(
        message.type === 'highest' ? `highest ${message.highest}` : 'how far are you?',
        { family: 'gossip', reply: message.type === 'highest' },
        [['highest round', String(message.highest)]],
      );
    case 'forward':
    case 'say':
      return draw(`${message.type} "${cut(message.text.text, TITLE_MAX)}"`, { family: 'client' }, [
        ['author', message.text.author],
        ['text', message.text.text],
        ['number', `${message.text.client} #${message.text.sequence}`],
      ]);
    case 'said':
      return draw(`said: round ${message.round}`, { family: 'client', reply: true, sign: 'yes' }, [
        ['number', `#${message.sequence}`],
        ['round', String(message.round)],
      ]);
    case 'get-logs':
      return draw('get logs', { family: 'heartbeat' }, [
        ['newer than round', String(message.newerThan)],
      ]);
    case 'logs':
      return describeLogs(message);
    case 'register':
    case 'registered':
    case 'recall':
    case 'route':
    case 'routed':
    case 'seated':
      return describeAssignment(message);
    default:
      return unreachable(message);
  }
}

type PaxosMessage = Extract<
  ToServer,
  { type: 'prepare' | 'promise' | 'accept' | 'accepted' | 'reject' | 'old-instance' | 'commit' }
>;

function describePaxos(message: PaxosMessage): MessageDescription {
  const { round, ballot } = message;
  const place: Fields = [
    ['round', String(round)],
    ['ballot', ballotText(ballot)],
  ];
  const vote = (reply: boolean, sign: 'yes' | 'no' | null = null): Look => {
    return { family: 'vote', reply, sign, ...worn(ballot) };
  };
  const data = (reply: boolean, sign: 'yes' | 'no' | null = null): Look => {
    return { family: 'data', reply, sign, ...worn(ballot) };
  };
  switch (message.type) {
    case 'prepare':
      return draw(`prepare ${ballotText(ballot)}`, vote(false), [
        ...place,
        ['asks for', message.all ? 'this round and all later ones' : 'this round'],
      ]);
    case 'promise':
      return draw(`promise ${ballotText(ballot)}`, vote(true, 'yes'), [
        ...place,
        ...message.votes.map(
          (cast) =>
            [
              `accepted in ${cast.round} by ${ballotText(cast.ballot)}`,
              wholeText(cast.value),
            ] as const,
        ),
      ]);
    case 'accept':
      return draw(`accept "${valueText(message.value)}"`, data(false), [
        ...place,
        ['value', wholeText(message.value)],
      ]);
    case 'accepted':
      return draw(`accepted ${ballotText(ballot)}`, data(true, 'yes'), place);
    case 'reject':
      return draw(
        `reject ${ballotText(ballot)}`,
        { ...vote(true, 'no'), ...worn(message.promised) },
        [...place, ['has promised', ballotText(message.promised)]],
      );
    case 'old-instance':
      return draw(`old instance ${round}`, data(true), [
        ...place,
        ['chosen', wholeText(message.value)],
        ['its highest round', String(message.highest)],
      ]);
    case 'commit':
      return draw(
        `commit ${round}: "${valueText(message.value)}"`,
        { ...data(false), tag: String(round) },
        [...place, ['chosen', wholeText(message.value)]],
      );
    default:
      return unreachable(message);
  }
}

function worn(ballot: Ballot): Look {
  const tag = ballotText(ballot);
  return tag.length <= 6 ? { epoch: ballot.server, tag } : { epoch: ballot.server };
}

function describeLogs(message: Extract<AnyMessage, { type: 'logs' }>): MessageDescription {
  const { lines, upTo, recovering } = message;
  const count = lines.length;
  const title = recovering
    ? 'logs: still recovering'
    : count === 0
      ? 'logs: nothing new'
      : `logs: ${count} new`;
  const family = count === 0 ? 'heartbeat' : 'client';
  return draw(title, { family, reply: true }, [
    ['up to round', String(upTo)],
    ...lines.slice(-5).map(({ round, text }) => [`round ${round}`, wholeText(text)] as const),
  ]);
}

type AssignmentMessage = Extract<
  AnyMessage,
  { type: 'register' | 'registered' | 'recall' | 'route' | 'routed' | 'seated' }
>;

function describeAssignment(message: AssignmentMessage): MessageDescription {
  const asked: Look = { family: 'gossip' };
  const answered: Look = { family: 'gossip', reply: true };
  switch (message.type) {
    case 'register':
      return draw('register', asked, [['life', String(message.life)]]);
    case 'registered': {
      const sign = message.status === 'ok' ? 'yes' : 'no';
      return draw(`register: ${message.status}`, { ...answered, sign }, []);
    }
    case 'recall':
      return draw('who is there?', asked, []);
    case 'route': {
      const { failed } = message;
      return failed === null
        ? draw('INIT', asked, [])
        : draw(`RETRY: ${failed.server} is down`, asked, [
            ['failed', failed.server],
            ['in its life', String(failed.life)],
          ]);
    }
    case 'routed':
      return message.status === 'ok'
        ? draw(`go to ${message.seat.server}`, { ...answered, sign: 'yes' }, [
            ['server', message.seat.server],
          ])
        : draw(
            message.status === 'not-ready' ? 'not ready' : 'most have failed',
            { ...answered, sign: 'no' },
            [],
          );
    case 'seated':
      return draw(`I am at ${message.seat.server}`, answered, [['server', message.seat.server]]);
    default:
      return unreachable(message);
  }
}

function draw(title: string, look: Look, fields: Fields): MessageDescription {
  return { family: 'gossip', reply: false, sign: null, epoch: null, ...look, title, fields };
}
