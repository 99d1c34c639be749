/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  opening: {
    title: 'Two people chat',
    summary: 'Three servers agree on every line; the rest is yours.',
    captions: [
      '**Aaron says hello.** His server asks the others for a promise, then for their votes: two round trips.',
      'Two votes of three are a majority: **the line is chosen**, whatever happens now, and all three logs have it. Lala answers at her server.',
      '',
    ],
  },
  disconnect: {
    title: 'The disconnect walk-through',
    summary:
      'A server dies under its client, who hops to another; the server comes back and learns what it has missed.',
    captions: [
      'Aaron got **server-1**: all loads were 0, and the lowest number wins a tie. He says m1.',
      'm1 stands in round 10 on all three. He says m2.',
      'm2 stands in round 20. **Lala opens a window.**',
      'She got server-2, loads **1,1,0**, and has downloaded both lines. She says m3.',
      'm3 stands in round 30, and Aaron’s next poll has brought it to him. Now **server-1 crashes** under him.',
      'His next poll failed: RETRY. The balancer marked server-1 failed and gave him **server-3**, the least loaded: **0✗,1,1**. He says m4.',
      'm4 is chosen in round 40 by two of three. **server-1 restarts** with its promises and votes on disk, and without a log.',
      'It proposed NOP in rounds 10, 20, 30 and 40; each was **an old instance**, answered with what was chosen. A new client opens a window.',
      'It got server-1, whose load was reset: **1,1,1**. All four lines are there. It says m5.',
      'm5 stands in round 50 on all three servers.',
    ],
  },
  'test-1': {
    title: 'Test 1: p:10::a:20::c:30',
    summary: 'server-1 hears every Prepare 10 s late, every Accept 20 s, every Commit 30 s.',
    captions: [
      'Karan is at server-1.',
      'KaranLala is at server-2. server-1 gets the mode `p:10::a:20::c:30`, and the network no latency at all: only the mode costs time.',
      '**5 s: KaranLala says hi, and the count begins.** Servers 2 and 3 are a majority: round 10 is chosen in the same instant.',
      '**2 s after the text** Karan’s server does not have it: its Prepare, Accept and Commit are still on their way.',
      '**10 s after the text: the Prepare** has arrived at server-1. It promises; nobody needs it any more.',
      '**20 s after the text: the Accept** has arrived. server-1 votes, still without knowing that all is decided.',
      '**28 s after the text** server-1 has nothing in its log.',
      '**30 s after the text: the Commit.** Now server-1 logs round 10, and not a millisecond earlier.',
    ],
  },
  'test-2': {
    title: 'Test 2: p:10::a:20::c:10',
    summary: 'As test 1, but the Commit overtakes the Accept.',
    captions: [
      'Karan is at server-1.',
      'KaranLala is at server-2. server-1 gets the mode `p:10::a:20::c:10`, and the network no latency at all: only the mode costs time.',
      '**5 s: KaranLala says hi, and the count begins.** Servers 2 and 3 choose round 10 in the same instant.',
      '**8 s after the text** server-1 has nothing in its log.',
      '**10 s after the text: Prepare and Commit** have arrived together. server-1 promised, and logged round 10.',
      '**20 s after the text: the Accept.** An old instance: the round is decided here. It is ignored, and answered with what was chosen.',
    ],
  },
  'test-3': {
    title: 'Test 3: two of three are mute',
    summary: 'Without a majority nothing is ever chosen, however often it is tried.',
    captions: [
      'Karan is at server-1.',
      'KaranLala is at server-2. **Servers 1 and 3 get the mode `d:0`**: connected, and mute.',
      '**5 s: KaranLala says hi, and the count begins.** server-2 has one promise, its own. It needs two.',
      'Each attempt ends after 2 s of silence; a second or a little more later server-2 tries a higher ballot. **The text stays pending.**',
      '**30 s after the text**, many ballots later, nothing is chosen. Without a majority Paxos promises to be safe, and to wait: no more.',
    ],
  },
  'split-promises': {
    title: 'Split promises',
    summary: 'Two proposers get promises of a majority each; the server they share decides.',
    captions: [
      'Servers 1 and 2 hear Prepares five seconds late, mode `p:5`: neither will know of the other. server-3 hears both in time.',
      '**Both clients speak at once.** server-1 will ask with ballot 1.1, server-2 with 1.2.',
      'Two majorities, and **server-3 is in both**. Its second promise binds it: the Accept of 1.1 will come too late and be refused.',
      'Round 10 is Lala’s. server-1 learned that and went on with round 20: Aaron’s line was chosen there.',
    ],
  },
  duel: {
    title: 'Duelling proposers',
    summary: 'Each Prepare beats the other’s Accept, until jitter puts them out of step.',
    captions: [
      'Accepts take two seconds longer than everything else, mode `a:2` on all servers: time enough for a rival.',
      'server-1 proposes Aaron’s line.',
      '**server-2 asks for promises before server-1’s Accept has arrived.** It will be refused, and server-1 will do the same to server-2.',
      '**Every ballot is beaten by the next.** By now both propose Aaron’s line, of which the promises told. Nothing wrong is chosen, only nothing at all.',
      'Each back-off has a random part. It has put the two out of step, **an Accept came through**, and the duel is over.',
      'Both lines are chosen, in two rounds.',
    ],
  },
  'endless-duel': {
    title: 'A duel without end',
    summary: 'The same two proposers without jitter: in step for ever.',
    captions: [
      'As in the duel, but the back-off is one second **exactly**.',
      'server-1 proposes Aaron’s line.',
      'server-2 begins 2.1 s later, and stays 2.1 s behind.',
      'No consensus protocol can be safe and certain to end in an asynchronous system (Fischer, Lynch, Paterson 1985). **This is what that looks like.**',
      '**server-2 is frozen for five seconds.** That is all it takes: one proposer alone gets through.',
      'It thaws, learns what was chosen, and its own line follows.',
    ],
  },
  'quorum-lost': {
    title: 'Quorum lost and regained',
    summary:
      'More than f of 2f + 1 servers fail: everything stops, and goes on when a majority is back.',
    captions: [
      'Aaron is at server-1. Lala opens a window.',
      'She got server-2 and says a line while all three servers are there.',
      'The line is everywhere. **server-2 and server-3 crash**: two of three, and one may. Aaron, at server-1, says another line.',
      '**The balancer has stopped the service**: Lala’s RETRYs named two servers. Aaron’s line stays pending; server-1 gets one promise of the two it needs.',
      '**server-3 restarts.** Its disk remembers what it had promised and accepted; with server-1 it is a majority.',
      'The balancer has resumed the service, and Aaron’s line is chosen. **server-2 restarts** as well and learns the whole log.',
      'All three logs are equal.',
    ],
  },
  'late-acceptor': {
    title: 'A late acceptor',
    summary:
      'A server that hears everything a minute late is left behind, until it proposes something.',
    captions: [
      'server-3 gets the mode `p:60::a:60::c:60`: it will hear of nothing for a minute.',
      'The others are a majority and do not wait for it.',
      'Round 10 is decided, and server-3 knows nothing of it. Lala speaks at server-2.',
      'Round 20, too. **Karan speaks at server-3**, which will ask for round 10: an old instance. It will learn 10, then 20, and propose in 30.',
      'The line was not lost on the way: it stands in round 30 everywhere.',
    ],
  },
  'unfinished-round': {
    title: 'An unfinished round',
    summary:
      'A proposer dies between the choice and the announcement. The next one finishes its round.',
    captions: [
      'Aaron is at server-1. Lala opens a window.',
      'Aaron says something.',
      '**The line is chosen, and only server-1 knows. It crashes** before a single Commit has left. Lala speaks at server-2.',
      'server-2 asked for promises in round 10, open for all it knows. **They told of votes for Aaron’s line**: it must propose that again.',
      'Round 10 is Aaron’s, as it has been all along; Lala’s line took round 20.',
    ],
  },
  'forgetful-acceptor': {
    title: 'What the disk is for',
    summary: 'A vote survives the crash of everybody who knew that it counted.',
    captions: [
      'server-2 hears nothing for a minute, mode `p:60::a:60::c:60`.',
      'Aaron says something at server-1; servers 1 and 3 are a majority.',
      '**Servers 1 and 3 have voted: it is chosen. Both crash**, and no Commit has left. server-2 hears again, alone; Lala speaks there.',
      '**server-3 restarts.** Its log is gone; its vote is on disk. Of all servers that are up, none other knows of Aaron’s line.',
      'server-3’s vote was heard, and **its value had to be proposed again**: round 10 is Aaron’s. Lala’s line took round 20.',
    ],
  },
  'late-commit': {
    title: 'A late Commit',
    summary:
      'The Commit of an old round arrives amid the next one. Rounds are kept apart: it disturbs nothing.',
    captions: [
      'server-3 hears Commits six seconds late, mode `c:6`.',
      'Aaron says a line.',
      'It is chosen in round 10; to server-3 the Commit is still on its way. Servers 1 and 2 now hear Prepares late, mode `p:5`.',
      '**Both clients speak at once.** server-3 will promise 1.1 and then 1.2 in round 20; then the old Commit will arrive.',
      'It was about round 10 and left the promise of round 20 alone: **the Accept of 1.1 was refused**.',
      'Round 20 is Lala’s, and Aaron’s line took round 30.',
    ],
  },
  'lost-answer': {
    title: 'A lost answer',
    summary: 'The line is chosen and its client does not hear of it, so it says it again.',
    captions: [
      'From now on nothing that a server answers reaches Aaron’s window.',
      'Aaron says his line.',
      'It is chosen in round 10. His window waits.',
      'After four seconds **it said the line again**, under the same number; the server knew it and proposed nothing. Answers get through again.',
      'The line stands in the log once.',
    ],
  },
  'stable-leader': {
    title: 'A stable leader',
    summary: 'Multi-Paxos: one promise for all rounds, then a single round trip a line.',
    captions: [
      'Two people find their servers.',
      'Aaron says m1. server-1 asks for promises **for this round and every later one**.',
      'A majority has promised: **server-1 leads.** m2 needs no phase 1: one round trip.',
      'Lala’s server is not the leader. It forwards m3 to server-1, which needs one round trip for it as well.',
      '**The leader crashes.** Lala says m4; server-2 will find nobody to forward it to, and ask for promises itself.',
      '**server-2 leads now**, by a higher ballot, from round 40 on. m4 stands there.',
    ],
  },
  'balancer-crash': {
    title: 'The balancer crashes',
    summary:
      'The process that the original assumed would never fail, fails: nobody needs it until a server does.',
    captions: [
      'Two people find their servers.',
      '**The balancer crashes.** Aaron and Lala talk to their servers and do not notice.',
      'Lines are chosen as before. **Now server-1 crashes** under Aaron: nobody can tell him where to go.',
      '**The balancer is back** with nothing and asks who is there. Two servers answer: enough.',
      'Aaron got a new server, and what he said meanwhile is chosen.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
