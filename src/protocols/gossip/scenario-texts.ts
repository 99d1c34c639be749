/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  opening: {
    title: 'Seven replicas',
    summary: 'A cluster that is alive, with a first entry on its way; the rest is yours.',
    captions: ['', ''],
  },
  'walk-through': {
    title: 'The walk-through',
    summary:
      'Replicas start one by one, two clients write, one replica dies, a new one takes over the table.',
    captions: [
      'One replica runs. **A second starts**: it asks the balancer for the members and pulls.',
      'And a third. Its arrival is an entry like any other: it is gossiped to everybody.',
      'Three members. **A fourth** is on its way.',
      'Four members. **Both clients write at once**; the balancer puts the two in one order.',
      'A second insert of a name overwrites; a delete takes the row out.',
      '**replica-2 crashes.** Nothing shows for N + 1 seconds: silence is the only sign.',
      'Its silence was counted. The crash went through the queue and **left every list**. A new replica starts.',
      '**replica-5 holds the whole table**: it pulled it from a member.',
    ],
  },
  'restart-before-timeout': {
    title: 'A crash before the timeout',
    summary:
      'A replica is back before its silence is noticed; its old life must not take the new one with it.',
    captions: [
      'A command goes out to two members and spreads, one push a second.',
      '**replica-3 crashes** and loses everything.',
      'Two seconds later it is **back, before the timeout**. The balancer forgets the old life and lets the new one join.',
      'It pulled the table and takes part again.',
    ],
  },
  'both-seeds-dead': {
    title: 'Both seeds dead',
    summary:
      'The two replicas that were to spread an entry die before they can: the balancer sends it again.',
    captions: [
      'The balancer gives every entry to two members, in case one is dead.',
      '**Both are.** The entry is nowhere now, and the queue waits for it.',
      'After two seconds without a report it went to **two others**; by its index nobody applies it twice.',
    ],
  },
  'slow-seed': {
    title: 'A slow seed',
    summary:
      'Gossip overtakes the balancer: an entry arrives a second time and is known by its index.',
    captions: [
      'Messages of the balancer to **replica-2 take six seconds longer**.',
      'All three are seeds for this entry. replica-2 hears it from a neighbour first.',
      'The late seed arrived: its index equals the state, **a duplicate, ignored**.',
    ],
  },
  'join-during-spread': {
    title: 'A join during a spread',
    summary: 'A newcomer asks while an entry is half-way through twenty-four replicas.',
    captions: [
      'Twenty-four replicas. One command, two seeds: watch it double.',
      '**A newcomer asks in the middle of it.** Its request waits in the queue behind the entry.',
      'Everybody has the entry, then the newcomer: it pulled a table that is complete.',
    ],
  },
  'two-clients-one-name': {
    title: 'Two clients, one name',
    summary: 'Both write Tom in the same instant. Every replica ends with the same Tom.',
    captions: [
      '**Tom is 18, says client-1; Tom is 81, says client-2.** Whoever reaches the balancer last wins.',
      'One order, the same everywhere.',
    ],
  },
  'fast-client': {
    title: 'A fast client',
    summary: 'Two hundred commands at once: they are queued, and gossiped one at a time.',
    captions: [
      '**Two hundred commands in one instant.** The balancer stamps them and lets one go at a time.',
      'All two hundred are everywhere, in one order.',
    ],
  },
  'partition-during-spread': {
    title: 'A partition during a spread',
    summary:
      'Half of the replicas cannot be reached; the balancer waits, gives them up, and takes them back.',
    captions: [
      'Twelve replicas and a command.',
      '**A wall goes up** in the middle of the spread. The entry cannot cross, the balancer holds the next.',
      'N + 1 seconds of silence: six replicas are **taken off the list**, and writing goes on without them.',
      '**The wall is gone.** The six are told that they were thought dead and join again.',
      'All twelve agree.',
    ],
  },
  'all-lost': {
    title: 'The last one lost',
    summary: 'Every replica crashes. Numbering goes on, the data does not.',
    captions: [
      'A command, everywhere.',
      '**Every replica crashes.** The table was in their memory only.',
      'One returns, with nothing. The balancer starts it over **at the same number with an empty table**.',
      'Writing goes on; what was there before is gone.',
    ],
  },
  'pull-from-the-dead': {
    title: 'A pull from the dead',
    summary: 'A newcomer asks a member that has just died for its table.',
    captions: [
      'A command, everywhere.',
      'A newcomer is told the members and asks one of them for the table …',
      '… **which crashes before it can answer.** After two seconds the newcomer asks another.',
      'It has the table.',
    ],
  },
  'balancer-crash': {
    title: 'The balancer crashes',
    summary: 'The one process that the original assumed would never fail, fails.',
    captions: [
      'Three commands are on their way.',
      '**The balancer crashes**, and with it the queue.',
      'It is back and **asks every replica where it is**.',
      'It went on from the furthest. Of what stood in the lost queue, nobody can tell: **unknown**.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
