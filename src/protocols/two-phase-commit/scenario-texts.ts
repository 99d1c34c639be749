/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  'happy-path': {
    title: 'A write, start to end',
    summary: 'Votes, decision, acknowledgements: one write at three workers; the rest is yours.',
    captions: [
      '`set a 2`: the coordinator asks every worker for its vote.',
      'A worker that can do it logs **prepared** and votes yes. The yes is a promise: from now on it must wait.',
      'Three votes, three yes. **The commit record in the log is the decision**; COMMIT goes out.',
      'All have acknowledged: 14 messages, two round trips. Now **client-2 reads** `a` from one worker.',
      'Two writes of **different keys** run side by side.',
      '',
    ],
  },
  'one-no-vote': {
    title: 'One no is enough',
    summary: 'worker-1 has no room for another row and says so; nobody writes.',
    captions: [
      '**worker-1 has room for five rows** and holds five. `set f six` would make a sixth.',
      '**worker-1 votes no.** One no decides: the others may have promised already, and are told to abort.',
      'The client has heard `false`, and `f` is nowhere. **A row that is there can still be changed**: `set a uno`.',
      'That made no row, so all voted yes.',
    ],
  },
  'worker-dies-before-voting': {
    title: 'A worker dies before it votes',
    summary:
      'No vote within a second: abort. The pool goes on without it, and takes it back later.',
    captions: [
      '`set a 2`: three requests are on their way.',
      '**worker-3 dies before it has voted.** The coordinator cannot tell dead from slow: it waits.',
      'One second of silence: **abort**, and worker-3 is out of the pool. `set a 3` needs two votes now.',
      'Two votes, two yes. **worker-3 is started again**: its log has nothing to resolve.',
      'Between two transactions it has **taken a table over**, and is in the pool again.',
    ],
  },
  'worker-dies-after-voting': {
    title: 'A worker dies after its yes',
    summary: 'The others commit; the one that is back finds a promise in its log and must ask.',
    captions: [
      '`set a 2`: three requests are on their way.',
      '**worker-3 has voted yes and dies.** Its promise is on its disk, and its vote is on its way.',
      'All three said yes: committed. worker-3 cannot acknowledge; after a second the rest is enough.',
      '**worker-3 is back, in doubt**: its log says prepared, and nothing more. It asks.',
      'The log of the coordinator says commit. **The promise is kept**, and worker-3 is in the pool again.',
    ],
  },
  'coordinator-dies-before-deciding': {
    title: 'The coordinator dies before it decides',
    summary:
      'Everybody has voted yes and nobody knows what was decided: the block of two-phase commit.',
    captions: [
      '`set a 2`: three requests are on their way.',
      'All have voted yes, and **the coordinator dies with the votes in the air**.',
      '**Three workers in doubt.** None may commit: the coordinator might abort. None may abort: it might have committed. `a` stays locked.',
      'The client has waited five seconds in vain: its command ends as **unknown**.',
      '**The coordinator is started again.** Its log says begin and no decision: **abort**.',
      'All are free, and `a` is what it was. `set a 2` once more does no harm.',
      'Now it is done.',
    ],
  },
  'coordinator-dies-between-commits': {
    title: 'The coordinator dies between two COMMITs',
    summary: 'One worker has heard the decision, the others have not: only the log can tell them.',
    captions: [
      '`set a 2`: three requests are on their way.',
      'Decided and logged. **The coordinator dies between two COMMITs**: the first has left, the others never will.',
      '**The tables differ, and two workers are in doubt.** They must wait, and must not abort.',
      'Four seconds later it is back: a commit record and no end. **COMMIT again, to all.**',
      'All have committed. Repeating a COMMIT changes nothing where it was known.',
    ],
  },
  'cooperative-termination': {
    title: 'Asking the peers',
    summary:
      'A worker in doubt asks the others: one that knows ends the doubt, all that are in doubt cannot.',
    captions: [
      '**Cooperative termination is on.** `set a 2`: three requests are on their way.',
      '**The coordinator dies between two COMMITs**: one worker will know the decision. The others will ask it.',
      '**No coordinator, and no doubt**: a peer knew the decision.',
      'The client has given up: unknown. **The coordinator is back**, and its log says commit.',
      '`set b 7`: the workers are asked again.',
      'All have voted yes, and **it dies again**. This time nobody has been told.',
      'Each asks each, and **all are in doubt**: whoever is out of reach may know better. They stay blocked.',
      '**The coordinator is back.** Only its log can end it: no decision, so **abort**.',
      'All are free. `a` was written at all, `b` at none.',
    ],
  },
  'partition-during-commit': {
    title: 'A partition during the commit',
    summary:
      'A commit that is logged stands; the worker that cannot hear it waits in doubt, and comes back.',
    captions: [
      '`set a 2`: three requests are on their way.',
      'Decided. **A wall cuts worker-3 off** before it hears.',
      'A second of silence: **worker-3 is dropped, the commit stands.** `set b 7` needs two votes. Behind the wall, worker-3 is in doubt.',
      'Two workers have moved on. **The wall falls.**',
      'worker-3 heard the decision, took a table over, and **is in the pool again with both writes**.',
    ],
  },
  'rapidset-race': {
    title: 'Eight writes race for one key',
    summary:
      '`rapidset 8`: the first wins, seven are refused at once, and the winner is answered last.',
    captions: [
      '`rapidset 8` sends eight sets of key 1234 at once, with values 0 to 7.',
      'The first has the key. **Seven are refused at once**: a set of a key that is being written never queues.',
      '**One success, of value 0**, answered last; then a read found 0.',
    ],
  },
  'multiset-and-verify': {
    title: 'Ten keys at once, then verify',
    summary:
      '`multiset 10`: ten transactions side by side, and a comparison of all tables at the end.',
    captions: [
      '`multiset 10`: ten sets of ten keys, none waits for another.',
      'All are voted on at once. **A worker commits one after another**, each in its think time.',
      'Ten of ten, and **verify** found all tables equal. client-2 asks for the whole table.',
      'The table of one worker: `a` to `e` as at the start, and the ten new keys.',
    ],
  },
  'worker-joins': {
    title: 'A worker is added mid-run',
    summary: 'A newcomer waits for a moment between transactions, and takes a table over.',
    captions: [
      '`multiset 12` keeps three workers busy.',
      '**worker-4 is started** and asks to be let in. It must wait: a table is copied between transactions.',
      'Quiet. **The table of a member is copied**; a write that comes now waits.',
      '**worker-4 is in the pool.** `set z 26` needs four votes.',
      'Eighteen messages: four for each worker, and two for the client.',
    ],
  },
  'get-waits-for-its-key': {
    title: 'Reads that wait',
    summary:
      'A get waits for its key, db and verify for quiet; a get of another key does not wait.',
    captions: [
      '`set a 2`: three requests are on their way.',
      'client-2 asks for **a, b, the whole table and a comparison**. Only `get b` need not wait.',
      'The write is done: what waited is served, **first come, first served**.',
    ],
  },
  'last-to-leave': {
    title: 'The last to leave, the first to come back',
    summary:
      'When every worker is gone, only the one that holds every write may open the pool again.',
    captions: [
      '**worker-1 dies**, and `set a 2` finds it out: a second of silence, abort.',
      'worker-2 is alone in the pool. `set a 3` needs one vote.',
      'Committed at worker-2 alone. **It dies too**; a read is tried, and a second later the pool is empty.',
      '**Nobody is left**: from now on every command is answered with an error at once.',
      'worker-1 is started again, asks to be let in, and **must wait**: its `a` is old, and the coordinator remembers on disk who holds every write.',
      '**Now worker-2 is started.** It was the last to leave, and may be the first to come back.',
      '**worker-2 is in** with what it has, and worker-1 took a table over from it. client-2 asks for `a` once more.',
      '`a` is 3: **the last committed write has outlived the loss of every worker**.',
    ],
  },
  'why-ten': {
    title: 'Why the original stopped at ten',
    summary: 'Twenty commits at a worker take more than a second in all, though none takes long.',
    captions: [
      '`multiset 20`: twenty commits, some 72 ms each, one after another. The last is done after a second and a half.',
      'Each acknowledgement is a sign of life, so **nobody is dropped**. Switch on the flaw “The original limit” and play again: a second for the whole action, and healthy workers go.',
      'Twenty of twenty.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
