import type { FlawSpec } from '../protocol.ts';
import type { ClusterVocabulary } from './messages.ts';

/** Single rules that can be switched off; all of them are what the original program did. */
export const flaws: readonly FlawSpec<ClusterVocabulary>[] = [
  {
    name: 'unanswered-ping',
    title: 'An election ping is never answered',
    help: 'A lower name finds nobody alive above it and crowns itself beside the true winner: two leaders that overthrow each other.',
    source: 'gap a of the original: the handler serves victories only',
    caughtBy: 'no-false-victory',
    scenario: 'two-winners',
  },
  {
    name: 'stored-victory',
    title: 'A stored victory is never cleared',
    help: 'The next election ends at once with the leader of the last one, which is dead.',
    source: 'gap b of the original',
    caughtBy: 'fresh-victory',
    scenario: 'partition',
  },
  {
    name: 'no-terms',
    title: 'Terms are not compared',
    help: 'A leader that was cut off is believed again when it returns, and cuts off what others have committed meanwhile.',
    source: 'gap c of the original: the generation is counted and never sent',
    caughtBy: 'applied-stays',
    scenario: 'partition',
  },
  {
    name: 'commit-without-counting',
    title: 'The leader commits without counting answers',
    help: 'It answers 201 although nobody else has the entry; if it dies, the write is gone.',
    source: 'gap d of the original: the commit always succeeds',
    caughtBy: 'acknowledged-kept',
    scenario: 'no-quorum',
  },
  {
    name: 'missed-append-never-repaired',
    title: 'A missed append is never sent again',
    help: 'A follower that has missed one refuses all that follow, for ever.',
    source: 'gap e of the original',
    caughtBy: 'maps-equal',
    scenario: 'catching-up',
  },
  {
    name: 'redirect-loses-write',
    title: 'A redirected POST is repeated as a GET',
    help: 'The client takes the answer for its 201; nothing was written.',
    source: "gap i of the original: its HTTP library's way with redirects",
    caughtBy: 'done-is-committed',
    scenario: 'redirect',
  },
  {
    name: 'quorum-over-live-list',
    title: "Majorities are counted over the registry's list",
    help: 'A leader that was cut off with the registry is alone on the list after six seconds, and a majority by itself.',
    source: 'gap d of the original: the list shrinks after five seconds',
    caughtBy: 'acknowledged-kept',
    scenario: 'registry-with-the-minority',
  },
];
