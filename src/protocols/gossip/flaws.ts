import type { FlawSpec } from '../protocol.ts';
import type { GossipVocabulary } from './messages.ts';

/** Single rules that can be switched off; most are what the original program did. */
export const flaws: readonly FlawSpec<GossipVocabulary>[] = [
  {
    name: 'unconditional-seed',
    title: 'Seeds apply whatever they are sent',
    help: 'The balancer sends no index. A seed that has the entry by gossip already applies it twice and runs ahead.',
    source: 'gap a of the original: index -1, "apply unconditionally"',
    caughtBy: 'applied-once',
    scenario: 'slow-seed',
  },
  {
    name: 'no-resend',
    title: 'An entry is never sent again',
    help: 'If both seeds die before they push, the entry is nowhere and the queue waits for ever.',
    source: 'gap c of the original',
    caughtBy: 'queue-drains',
    scenario: 'both-seeds-dead',
  },
  {
    name: 'check-on-report',
    title: 'Silence is noticed only when somebody speaks',
    help: 'If all members die nobody speaks: the dead stay on the list and no newcomer is ever let in.',
    source: 'gap d of the original',
    caughtBy: 'queue-drains',
    scenario: 'all-lost',
  },
  {
    name: 'duplicate-member',
    title: 'A restarted replica is listed beside its former life',
    help: 'The double never reports, blocks the queue until it times out, and takes a live address off every list.',
    source: 'gap f of the original',
    caughtBy: 'listed-once',
    scenario: 'restart-before-timeout',
  },
  {
    name: 'pull-without-timeout',
    title: 'A pull waits for ever',
    help: 'A newcomer that asks a dead member for the table never becomes a member itself.',
    source: 'gap g of the original',
    caughtBy: 'all-equal',
    scenario: 'pull-from-the-dead',
  },
  {
    name: 'release-early',
    title: 'Entries are released without waiting',
    help: 'The next entry goes out while some replicas lack the one before: they meet a gap and must pull.',
    source: 'README, "Load Balance Server": the synchronous mechanism',
    caughtBy: 'released-after-agreement',
    scenario: 'fast-client',
  },
];
