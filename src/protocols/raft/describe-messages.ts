/** What the messages of Raft carry, in words. */
import { unreachable } from '../../kernel/process.ts';
import type { MessageDescription } from '../protocol.ts';
import type { AppendEntries, AppendEntriesReply, ToClient, ToServer } from './messages.ts';
import { commandText, configurationText, requestText } from './words.ts';

type AnyMessage = ToServer | ToClient;
type Of<T extends AnyMessage['type']> = Extract<AnyMessage, { type: T }>;
type Look = Pick<MessageDescription, 'title' | 'family' | 'fields'> & Partial<MessageDescription>;

export function describeMessage(message: AnyMessage): MessageDescription {
  switch (message.type) {
    case 'RequestVote':
    case 'RequestVoteReply':
    case 'PreVote':
    case 'PreVoteReply':
    case 'TimeoutNow':
      return describeVoting(message);
    case 'AppendEntries':
      return describeAppend(message);
    case 'AppendEntriesReply':
      return describeAppendReply(message);
    case 'InstallSnapshot':
      return look({
        title: `snapshot up to #${message.snapshot.index}`,
        family: 'data',
        epoch: message.term,
        tag: `≤${message.snapshot.index}`,
        fields: [
          ['term', String(message.term)],
          ['last included index', String(message.snapshot.index)],
          ['last included term', String(message.snapshot.term)],
          ['configuration', configurationText(message.snapshot.configuration)],
          ['keys', String(Object.keys(message.snapshot.machine.store).length)],
          ['sessions', String(Object.keys(message.snapshot.machine.sessions).length)],
        ],
      });
    case 'InstallSnapshotReply':
      return look({
        title: `has everything up to #${message.matchIndex}`,
        family: 'data',
        reply: true,
        sign: 'yes',
        epoch: message.term,
        fields: [
          ['term', String(message.term)],
          ['match index', String(message.matchIndex)],
        ],
      });
    case 'ClientRequest':
    case 'ClientReply':
    case 'Redirect':
      return describeClientMessage(message);
    default:
      return unreachable(message);
  }
}

function describeVoting(
  message: Of<'RequestVote' | 'RequestVoteReply' | 'PreVote' | 'PreVoteReply' | 'TimeoutNow'>,
): MessageDescription {
  switch (message.type) {
    case 'RequestVote': {
      const { term, lastLogIndex, lastLogTerm, isTransfer } = message;
      const why = isTransfer ? ([['because', 'the leader hands over']] as const) : [];
      return look({
        title: `vote in term ${term}?`,
        family: 'vote',
        epoch: term,
        tag: `t${term}`,
        fields: [...ballot(term, lastLogIndex, lastLogTerm), ...why],
      });
    }
    case 'PreVote': {
      const { nextTerm, lastLogIndex, lastLogTerm } = message;
      return look({
        title: `would you vote in term ${nextTerm}?`,
        family: 'vote',
        tag: `t${nextTerm}?`,
        fields: ballot(nextTerm, lastLogIndex, lastLogTerm),
      });
    }
    case 'RequestVoteReply':
    case 'PreVoteReply': {
      const { term, granted } = message;
      const isTrial = message.type === 'PreVoteReply';
      const word = granted ? (isTrial ? 'would vote' : 'vote') : isTrial ? 'would not' : 'no vote';
      return look({
        title: word,
        family: 'vote',
        reply: true,
        sign: granted ? 'yes' : 'no',
        epoch: isTrial ? null : term,
        fields: [
          ['term', String(term)],
          ['granted', granted ? 'yes' : 'no'],
        ],
      });
    }
    case 'TimeoutNow':
      return look({
        title: 'stand for election now',
        family: 'vote',
        epoch: message.term,
        tag: 'now',
        fields: [['term', String(message.term)]],
      });
    default:
      return unreachable(message);
  }
}

function ballot(term: number, index: number, lastTerm: number): MessageDescription['fields'] {
  return [
    ['term', String(term)],
    ['last log index', String(index)],
    ['last log term', String(lastTerm)],
  ];
}

function describeAppend(message: AppendEntries): MessageDescription {
  const { term, prevLogIndex, prevLogTerm, entries, leaderCommit } = message;
  const first = prevLogIndex + 1;
  const last = prevLogIndex + entries.length;
  const [only] = entries;
  const span = entries.length > 1 ? `#${first}–${last}` : `#${first}`;
  const what =
    only === undefined || entries.length > 1
      ? `${entries.length} entries`
      : commandText(only.command);
  return look({
    title: entries.length === 0 ? 'heart-beat' : `append ${span}: ${what}`,
    family: entries.length === 0 ? 'heartbeat' : 'data',
    epoch: term,
    ...(entries.length > 0 && span.length <= 6 ? { tag: span } : {}),
    fields: [
      ['term', String(term)],
      ['previous index', String(prevLogIndex)],
      ['previous term', String(prevLogTerm)],
      [
        'entries',
        entries
          .map((entry) => `${commandText(entry.command)} (term ${entry.term})`)
          .slice(0, 8)
          .join(', ') || 'none',
      ],
      ['commit index', String(leaderCommit)],
      ['round', String(message.round)],
    ],
  });
}

function describeAppendReply(message: AppendEntriesReply): MessageDescription {
  const { term, success, matchIndex, conflictIndex, conflictTerm, entries } = message;
  const hint: MessageDescription['fields'] = [
    ['conflict index', String(conflictIndex)],
    ['conflict term', conflictTerm === null ? 'none' : String(conflictTerm)],
  ];
  return look({
    title: success ? `has everything up to #${matchIndex}` : 'no',
    family: entries === 0 && success ? 'heartbeat' : 'data',
    reply: true,
    sign: success ? 'yes' : 'no',
    epoch: term,
    fields: [
      ['term', String(term)],
      ['success', success ? 'yes' : 'no'],
      ...(success ? ([['match index', String(matchIndex)]] as const) : hint),
      ['round', String(message.round)],
    ],
  });
}

function describeClientMessage(
  message: Of<'ClientRequest' | 'ClientReply' | 'Redirect'>,
): MessageDescription {
  const operation = ['operation', String(message.sequence)] as const;
  switch (message.type) {
    case 'ClientRequest':
      return look({ title: requestText(message.request), family: 'client', fields: [operation] });
    case 'ClientReply':
      return look({
        title: message.text,
        family: 'client',
        reply: true,
        sign: message.outcome === 'ok' ? 'yes' : 'no',
        fields: [operation, ['outcome', message.outcome]],
      });
    case 'Redirect':
      return look({
        title: message.leader === null ? 'no leader known' : `ask ${message.leader}`,
        family: 'client',
        reply: true,
        sign: 'no',
        fields: [operation, ['leader', message.leader ?? 'not known']],
      });
    default:
      return unreachable(message);
  }
}

function look(given: Look): MessageDescription {
  return { reply: false, sign: null, epoch: null, ...given };
}
