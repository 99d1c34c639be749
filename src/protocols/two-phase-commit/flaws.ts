import type { FlawSpec } from '../protocol.ts';
import type { CommitVocabulary } from './messages.ts';

/** Single rules that can be switched off; the last three, and the missing log, are what the original program did. */
export const flaws: readonly FlawSpec<CommitVocabulary>[] = [
  {
    name: 'decide-on-healthy-only',
    title: 'The votes of the healthy decide',
    help: 'A worker that does not vote in time is struck off, and the rest commit without it, though it may have said no.',
    source: 'Bernstein, Hadzilacos and Goodman 1987, 7.4: commit needs every vote',
    caughtBy: 'unanimous',
    scenario: 'worker-dies-before-voting',
  },
  {
    name: 'coordinator-without-log',
    title: 'The coordinator keeps no log',
    help: 'After a restart it knows of no decision. It answers those in doubt with abort, though others have committed.',
    source: 'gap h of the original: nothing was written down',
    caughtBy: 'agreement',
    scenario: 'coordinator-dies-between-commits',
  },
  {
    name: 'worker-forgets-vote',
    title: 'A worker forgets its vote',
    help: 'The yes is not on disk. After a restart the worker takes itself to be free and aborts what the others commit.',
    source: 'Bernstein, Hadzilacos and Goodman 1987, 7.4: the yes is logged before it is sent',
    caughtBy: 'keeps-its-promise',
    scenario: 'worker-dies-after-voting',
  },
  {
    name: 'no-key-exclusion',
    title: 'A key may be written by many at once',
    help: 'Neither the coordinator nor a worker minds that a key is being written: every set of a rapidset succeeds, the last one wins.',
    source: 'README, "rapidset"',
    caughtBy: 'one-writer-per-key',
    scenario: 'rapidset-race',
  },
  {
    name: 'commit-on-timeout',
    title: 'Silence counts as consent',
    help: 'A worker in doubt that hears nothing commits. The coordinator may have aborted.',
    source: 'Skeen 1981: no time-out rule makes two-phase commit non-blocking',
    caughtBy: 'agreement',
    scenario: 'coordinator-dies-before-deciding',
  },
  {
    name: 'hang-after-worker-timeout',
    title: 'A time-out only removes the worker',
    help: 'The transaction goes on waiting for the vote of one that is gone: its client is never answered, its key stays taken.',
    source: 'gap a of the original',
    caughtBy: 'commands-answered',
    scenario: 'worker-dies-before-voting',
  },
  {
    name: 'lost-queued-reads',
    title: 'What must wait is lost',
    help: 'The wrong thing goes into the backlog: a get during a set, a db or a verify that has to wait, is never answered.',
    source: 'gap b of the original',
    caughtBy: 'commands-answered',
    scenario: 'get-waits-for-its-key',
  },
  {
    name: 'whole-action-timeout',
    title: 'The original limit: one second for the whole action',
    help: 'A commit is timed from its creation, though a worker serves one after another: twenty at once, and healthy workers are dropped. So the original allowed ten.',
    source: 'README, "rapidset and multiset have a limit"',
    caughtBy: 'dropped-for-silence',
    scenario: 'why-ten',
  },
];
