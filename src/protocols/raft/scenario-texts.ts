/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  'first-election': {
    title: 'The first election',
    summary:
      'Five servers, no leader: the first timer to run out stands for election. The rest is yours.',
    captions: [
      '**Nobody leads.** Each ring is an election timer, drawn at random; a client asks too early.',
      '**A majority voted for it.** The leader opens its term with a no-op and sends heart-beats.',
      'The write is on a majority, hence **committed**. A read goes through the log like a write.',
      '',
    ],
  },
  'split-vote': {
    title: 'A split vote',
    summary: 'Two candidates get two votes each: nobody wins, and chance decides the next round.',
    captions: [
      'server-5 is down. Two requests will be slow, so that each candidate reaches one voter first.',
      '**server-1 and server-2 stand at the same moment**, both in term 1.',
      '**Two votes each of five.** Three are needed, and nobody may vote twice in a term.',
      'New time-outs were drawn. One ran out first and **won the next term**.',
      'server-5 comes back as a follower.',
    ],
  },
  'equal-timeouts': {
    title: 'Time-outs without chance',
    summary:
      'Every server waits equally long. All stand at once, again and again, until a person breaks the tie.',
    captions: [
      'No wait is drawn: **all timers run out together**, and every message takes equally long.',
      '**Five candidates**, each with a vote of its own. Nobody has three.',
      'The next term, and the next: **nobody will ever win**. Clients wait.',
      'A person tells server-2 to stand before its time. Chance does no more than that.',
      '**server-2 leads**: one that stands first has all the votes before another timer runs out.',
    ],
  },
  'crash-of-a-voter': {
    title: 'A voter crashes',
    summary:
      'A server votes, crashes, comes back, and is asked by another candidate in the same term.',
    captions: [
      'What server-1 asks the others will be slow: at first only server-3 hears it.',
      '**server-1 stands in term 1.**',
      'server-3 has voted, and **crashes at once**.',
      'It is back. Its disk says: **term 1, voted for server-1**. Now server-2 stands, in term 1 as well.',
      'server-3 refused: **no second vote in a term**, although it forgot all else. Two others were enough.',
    ],
  },
  'leader-crash': {
    title: 'The leader crashes',
    summary:
      'A write, a crash, an election, another write; the old leader comes back as a follower.',
    captions: [
      'A client writes as soon as somebody leads.',
      'The write is everywhere. **The leader crashes**: its heart-beats stop, the timers run.',
      '**The next term.** The new leader has the write: it needed votes of those who have it.',
      'The old leader comes back **with its old colour** …',
      '… and follows. Nothing was lost.',
    ],
  },
  'stale-candidate': {
    title: 'A candidate that lacks an entry',
    summary:
      'A server that missed a committed write stands for election first. Nobody votes for it.',
    captions: [
      'server-1 is to lead.',
      '**server-5 is cut off**, and a write is committed without it.',
      'The wall goes, the leader crashes, and **server-5 is the first to stand**.',
      '**Every vote is refused**: the logs of the others are more up to date.',
      'One that has the write was elected. A client reads it.',
      'What was committed is there.',
    ],
  },
  transfer: {
    title: 'Leadership transfer',
    summary: 'The leader hands over to a server of your choice, and hardly a moment passes.',
    captions: [
      'server-1 is to lead.',
      'A client writes as fast as answers come.',
      '`transfer server-3`: the leader takes no more requests, brings server-3 up to date, and tells it to **stand now**.',
      'One round trip later **server-3 leads**; no time-out had to pass.',
      'The client found the new leader and goes on.',
    ],
  },
  'disruptive-rejoin': {
    title: 'A server comes back with a high term',
    summary:
      'Cut off, a server stands again and again. When it returns, its term ends a healthy leadership.',
    captions: [
      'A write, then a wall.',
      '**server-5 hears nobody.** It stands, gets no vote, stands again: its term climbs.',
      'The wall goes. Whoever hears of **a later term** must go on in it …',
      '… **the leader steps down** for a server that could not even win.',
      'An election later all is well again.',
      'Pre-vote would have spared them this.',
    ],
  },
  'calm-rejoin': {
    title: 'The same, with pre-vote',
    summary:
      'A server that is cut off asks before it raises its term, and disturbs nobody when it returns.',
    captions: [
      'A write, then a wall; this time with **pre-vote**.',
      'server-5 hears nobody.',
      'It asks whether it could win. No answer: **its term stays as it is**.',
      'The wall goes, after eight seconds.',
      '**The leader leads on**, in the same term.',
      'Nobody was disturbed.',
    ],
  },
  'all-crash': {
    title: 'Everybody crashes',
    summary: 'All five lose their memory at once. What was committed is on their disks.',
    captions: [
      'A write.',
      'It is everywhere. **All five crash.**',
      'They are back with **term, vote and log**; everything else must be found out again.',
      'The no-op of the new term committed what came before it. A client reads.',
      'The write is there.',
    ],
  },
  'stale-leader': {
    title: 'A leader in the minority',
    summary: 'Two leaders at once, of different terms. Only one of them can commit.',
    captions: [
      'server-1 is to lead.',
      '**A wall.** The leader has one follower on its side: no majority, and no answer for client-1.',
      'On the other side three are a majority: **a leader of a later term**.',
      '`x = 2` is committed; `x = 1` stays on two of five.',
      'The wall goes. **The later term rules**: the old leader steps down, and its entry is cut off.',
      'Equal logs again. client-1 was told what became of its command, or that nobody can tell.',
    ],
  },
  'slow-follower': {
    title: 'A follower far behind',
    summary:
      'While a server is down the others compact their logs. It gets a snapshot instead of entries.',
    captions: [
      'server-1 is to lead. A snapshot is made every ten entries.',
      '**server-5 goes down**, and a client writes.',
      'The first ten entries are **a snapshot** now: a block in the log.',
      'All is written, and server-5 is back with a log of one entry.',
      'What it lacks is no longer in any log: **it was sent the snapshot**.',
      'And what follows it, as entries.',
    ],
  },
  'lost-answer': {
    title: 'A lost answer',
    summary:
      'A write is executed, the answer is lost, every server restarts: the client asks again.',
    captions: [
      'server-1 is to lead. Every entry goes into a snapshot at once.',
      '**Answers to clients are lost** for a while. `append x a` is executed, and client-1 does not know.',
      'Everybody has executed it. **Everybody crashes.**',
      'All start from their snapshots, in which **the session of client-1** is kept.',
      'The client asked again and was given the first answer: **x is `a`, not `aa`**.',
    ],
  },
  'three-answers': {
    title: 'Done, refused, unknown',
    summary:
      'Two clients give up on a write. Both are told the same; one write was executed, the other never will be.',
    captions: [
      'server-1 is to lead.',
      'A write that is answered: **done**.',
      '`cas x 5 6` finds another value: **refused**. That it changed nothing is certain.',
      '**A wall.** client-1 writes `a` behind the value; its leader has no majority.',
      'On the other side somebody leads. client-2 writes `b`, and **every answer is lost**.',
      'Four seconds without an answer: **unknown**, for both. Neither can tell which it was.',
      'The wall goes, and what only server-1 and server-2 had is cut off. client-3 reads.',
      '`b` was executed, `a` was not. A client that must know reads, or writes so that twice does no harm.',
    ],
  },
  'late-message': {
    title: 'A late message',
    summary: 'An old AppendEntries arrives after newer ones. A follower that agrees must not cut.',
    captions: [
      'server-1 is to lead.',
      'What it sends server-2 **takes two seconds longer**.',
      'The way is clear again: the next write overtakes.',
      'server-2 has both writes and knows them to be committed …',
      '… and the late message, which ends earlier, **changed nothing**: its entries are there already.',
    ],
  },
  'stale-read': {
    title: 'A read from an old leader',
    summary: 'A leader that was replaced without knowing is asked for a value.',
    captions: [
      'server-1 is to lead. Reads go by **ReadIndex**: no entry, but a round of heart-beats.',
      '`x = 1`, everywhere.',
      '**A wall**: server-1 still takes itself for the leader.',
      'The others have a leader of a later term, and `x` becomes `2`.',
      '**client-1 asks the old leader for x.** It must hear a majority first, and cannot.',
      'The wall goes.',
      'The answer is `2`. Switch on the flaw “A leader answers reads without a check” and play again: it is `1`, and at once.',
    ],
  },
  'slow-clock': {
    title: 'A lease and a slow clock',
    summary:
      'A lease saves the round of heart-beats, and trusts the clocks. One runs at a tenth of its speed.',
    captions: [
      'server-1 is to lead. Reads go by **lease**.',
      'A write.',
      '**A read costs no message between servers**: a majority answered a moment ago, and will elect nobody until its time-out has passed.',
      '**A wall, and the clock of server-1 runs at a tenth**: for the old leader hardly any time passes.',
      'The others have waited long enough by theirs. A new leader takes `x = 2`.',
      '**The old leader is asked for x**, and by its clock the lease still runs …',
      '… so that it answered `1`. **A stale read.** ReadIndex would have asked a majority first.',
      'Leases promise what clocks keep.',
    ],
  },
  'figure-7': {
    title: 'The logs of Figure 7',
    summary:
      'Six terms of crashes bring about the six followers of the figure; the leader of term 8 repairs all.',
    captions: [
      '**Term 1** belongs to server-7, which will be follower (f) of the figure.',
      'Its no-op and two writes are to reach everybody.',
      'Three entries of term 1 on all seven. The clients learn who leads.',
      '**From now on server-7 reaches nobody** with entries. It crashes, comes back, and stands for **term 2**.',
      'Two writes, and its no-op, stay in its own log.',
      'Crash, restart, **term 3**.',
      'Four more that nobody else has.',
      'It goes down. server-6, follower (e), stands for **term 4**.',
      'Everybody has its no-op. **server-3 goes down here: follower (b)**.',
      'One more entry of term 4 for all that are left; then server-6 reaches nobody.',
      'Two entries of term 4 are its own alone. It goes down; server-1 stands for **term 5**.',
      'Two entries of term 5.',
      'server-4, follower (c), stands for **term 6**.',
      'Two entries of term 6 for all four that are left …',
      '… **server-2 goes down: follower (a)**. The third can no longer be committed.',
      'The fourth stays with server-4.',
      'It goes down. server-5, follower (d), gets the votes of two that return: **term 7**.',
      'Two entries of term 7, its own alone.',
      'It goes down as well.',
      '**These are the seven logs of Figure 7**: server-1 will lead, the others are followers (a) to (f).',
      'All return, and server-1 stands for **term 8**.',
      'Those with more up-to-date logs refused; the rest were enough. Watch `nextIndex` go back, **a term at a time**, and what conflicts being cut.',
      'Seven equal logs.',
    ],
  },
  'figure-8': {
    title: 'Figure 8: why counting is not enough',
    summary: 'An entry of an earlier term is on a majority, and is overwritten all the same.',
    captions: [
      'server-1 is S1 of the figure.',
      'Term 1 is on all five. S1 goes on in **term 2**, and reaches only server-2.',
      '(a) A write of term 2.',
      '(b) **S1 crashes.** server-5 is elected in **term 3** by those who lack the write …',
      '… and takes another one for the same place, alone.',
      '(c) It crashes, S1 is back and stands.',
      'Term 3 was given away already; **term 4** is its.',
      'It sends on what it has, one entry a message. **The write of term 2 is on three of five.** It counts them, and does not commit. S1 crashes.',
      '(d) server-5 is back and stands.',
      'Term 4 was given away; **term 5** is its: two lack the write, and two votes and its own are enough.',
      '**The write of term 2 is overwritten**, on the majority that had it. Had S1 committed it, the cluster would contradict itself now.',
      'Equal logs, and no promise broken. Switch on the flaw “An entry of an earlier term is committed by counting” and play again: what was committed is overwritten.',
    ],
  },
  'figure-8-e': {
    title: 'Figure 8 (e): an entry of its own',
    summary:
      'The same crashes, but S1 gets an entry of term 4 to a majority first. Now the write of term 2 is safe.',
    captions: [
      'server-1 is S1 of the figure.',
      'Term 1 is on all five. S1 goes on in **term 2**, and reaches only server-2.',
      '(a) A write of term 2.',
      '(b) **S1 crashes.** server-5 is elected in **term 3** by those who lack the write …',
      '… and takes another one for the same place, alone.',
      '(c) It crashes, S1 is back and stands.',
      'Term 3 was given away already; **term 4** is its.',
      '(e) First the write of term 2 is on three of five, then **the no-op of term 4** is too: that one is counted, and **all before it is committed with it**. S1 crashes.',
      'server-5 is back and stands.',
      'Term 4 was given away; it stands in **term 5** …',
      '… and two of the three that it needs **have a last entry of term 4**, later than its own of term 3: they refuse. server-3 stands instead.',
      '**The write of term 2 stays**; what server-5 had is cut off.',
      'Equal logs.',
    ],
  },
  newcomer: {
    title: 'One more, one less',
    summary: 'A new server gets the log before it may vote; then the first one is let go.',
    captions: [
      'Three servers and some writes.',
      '**A new server.** It is no member: it hears nobody and asks nobody.',
      '`add server-4`: the leader **brings it up to date** before it may vote.',
      'It has the log. The new list is an entry like any other, **in use as soon as it is in a log**.',
      'Four members. `remove server-1`, whoever it is.',
      'Three members again, and a write.',
      'One server at a time: old and new majorities always **have one in common**.',
    ],
  },
  'joint-consensus': {
    title: 'Two join while the leader crashes',
    summary:
      'From three members to five: old and new must agree, and the change outlives its leader.',
    captions: [
      'server-1 is to lead three.',
      'Two new servers.',
      '`add server-4 server-5`: they get the log, then **both lists decide together**.',
      'A follower has the joint list. **The leader crashes** in the middle of the change.',
      'The new leader needed a majority of the three **and** of the five.',
      'It brought the change to its end. The old leader returns …',
      '… and learns that it is one of five.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
