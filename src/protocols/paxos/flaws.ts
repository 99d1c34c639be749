import type { FlawSpec } from '../protocol.ts';
import type { PaxosVocabulary } from './messages.ts';

/** Single rules that can be switched off; most are what the original program did. */
export const flaws: readonly FlawSpec<PaxosVocabulary>[] = [
  {
    name: 'amnesia',
    title: 'Promises and votes are not on disk',
    help: 'A restarted acceptor has forgotten what it promised and accepted, and may help a second value to a majority.',
    source: 'gap h of the original; Paxos Made Simple, section 2.2: an acceptor must remember',
    caughtBy: 'one-value-per-round',
    scenario: 'forgetful-acceptor',
  },
  {
    name: 'self-vote-twice',
    title: 'A proposer counts its own vote twice',
    help: 'One live server out of three reaches a "majority" of two, alone.',
    source: 'gap a of the original, seen in its test 3',
    caughtBy: 'chosen-by-majority',
    scenario: 'test-3',
  },
  {
    name: 'one-acceptor-slot',
    title: 'One acceptor slot for all rounds',
    help: 'Rounds share their promises and votes, and a late Commit of an old round wipes those of the current one.',
    source: 'gap d of the original',
    caughtBy: 'promise-kept',
    scenario: 'late-commit',
  },
  {
    name: 'ignore-accepted-value',
    title: 'A proposer ignores what was accepted before',
    help: 'It proposes its own value whatever the promises tell. A value that was chosen already gets a rival.',
    source: 'Paxos Made Simple, section 2.2, P2c',
    caughtBy: 'one-value-per-round',
    scenario: 'unfinished-round',
  },
  {
    name: 'colliding-ballots',
    title: 'Ballots do not name their owner',
    help: 'Two servers can pick the same number; an acceptor takes the second for the first asking again.',
    source: 'gap c of the original: both may pick 22',
    caughtBy: 'ballot-used-once',
    scenario: 'split-promises',
  },
  {
    name: 'lost-when-behind',
    title: 'A server that is behind learns and forgets the text',
    help: 'The round went to somebody else; the server takes that for the end of its work, and the text is never proposed again.',
    source: 'gap f of the original',
    caughtBy: 'acknowledged-is-chosen',
    scenario: 'late-acceptor',
  },
  {
    name: 'propose-again',
    title: 'A repeated text is taken for a new one',
    help: 'A client that says its text again, for want of an answer, gets it into the log twice.',
    source: 'gap j of the original',
    caughtBy: 'text-chosen-once',
    scenario: 'lost-answer',
  },
];
