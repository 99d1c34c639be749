/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  opening: {
    title: 'Three nodes and a registry',
    summary: 'A cluster elects its first leader and takes its first write; the rest is yours.',
    captions: ['', '', ''],
  },
  'first-node': {
    title: '1, 2 · The first node, and two more',
    summary:
      'One node leads itself. Two more are started with nothing but the address of the registry.',
    captions: [
      'A registry and one node. The node registers and listens for a leader: after **five periods of silence** it leads itself.',
      '**A second node starts** and asks the registry who is there. The leader sends it the log: first it is a **learner**, which does not count, then it is admitted.',
      '**A third starts.** Its name is the highest, and yet it follows: nobody overthrows a leader that lives.',
      'Three are admitted: from now on **two of them are a majority**.',
    ],
  },
  redirect: {
    title: '3 · A write at a follower',
    summary:
      'A follower sends the client on to the leader, which appends, counts, commits and answers. Another follower reads the value back.',
    captions: [
      'Three nodes, no leader yet. After five periods of silence they elect the highest name: node-3.',
      '**client-1 writes at node-1**, a follower, is answered `301 to node-3`, and posts the same write there. Once two of three have it in their logs, it is committed.',
      '201: written. Now **client-2 reads at node-2**, which was told of the commit.',
      '**200.** Any node answers a read from its own table.',
    ],
  },
  'leader-dies': {
    title: '4 · The leader dies',
    summary:
      'Five periods of silence, pings to the higher names, a victory, a take-over. Writes go on.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      'A write, for something to lose. client-2 talks to node-3 from now on.',
      '**node-3 crashes.** Its followers miss its heart-beat for five periods; then each pings the names above its own.',
      '**node-2 has won** and taken over. client-2 still turns to node-3, is refused, asks the registry who is there, and goes on to another node.',
      '201. The registry has **forgotten node-3**, but the cluster still counts three: a majority is two, and two are up.',
    ],
  },
  'catching-up': {
    title: '5 · The old leader returns',
    summary: 'It has missed writes. It follows, and is sent what its log lacks.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      '**node-3 crashes.** After five periods of silence the others elect node-2.',
      'node-2 leads. **Two writes that node-3 misses.**',
      '**node-3 is back** with its log on disk. It hears a leader and follows, though its own name is higher. node-2 looks for the place up to which the logs agree, and sends the rest.',
      'All three logs are equal.',
    ],
  },
  partition: {
    title: '6 · A wall around the leader',
    summary:
      'The leader and the registry are cut off from the majority, and both sides are written to.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      '**A wall** around node-3, the registry and client-1, which writes twice at node-3. Nobody else gets the entries.',
      'Beyond the wall **node-2 stands for election**. Its ping to node-3 stays without an answer: after two seconds it has won.',
      '**node-2 leads the majority**, and client-2 writes there. node-3 still leads its side, and looks for a majority in vain.',
      '201 for client-2, **500 for client-1**: no majority in time. The wall comes down; node-3 hears of a higher term and steps down, and its two entries are cut off.',
      'One leader, three equal logs. What was answered 201 is in all of them.',
    ],
  },
  'registry-down': {
    title: '7 · The registry dies',
    summary: 'Nodes go on with the list they have; only newcomers cannot be found.',
    captions: [
      'Three nodes and a registry. node-3 will lead.',
      '**The registry crashes.** Every node keeps the list that it was given last.',
      'A write goes its way as before.',
      '**A fourth node starts.** It has only the address of the registry, so nobody learns of it.',
      '**The registry is back** with an empty list, which is full again after one period. The leader finds node-4.',
      'node-4 has the log and is admitted: four count now, and three are a majority.',
    ],
  },
  'not-found': {
    title: '8 · No such key',
    summary: 'A key that nobody has written is answered 404.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      'client-1 asks node-1 for `pear`, which nobody has written.',
      '**404**, and up to which log entry this node has applied: an answer from its own table may be behind the leader.',
    ],
  },
  'one-node': {
    title: '1.0.0 · One node',
    summary: 'A key-value store in memory. When it stops, everything is gone.',
    captions: [
      'Version 1.0.0 is one node with a table in memory.',
      'A write: 201, created.',
      'Read back: 200 and the value.',
      '**The node crashes.**',
      'It is started again and asked once more.',
      '**404:** the table was in memory only. A second node could have kept it, if the two knew each other.',
    ],
  },
  'reads-miss': {
    title: '2.0.0 · Two tables',
    summary: 'Nodes find each other by the registry, and each has a table of its own: reads miss.',
    captions: [
      'Version 2.0.0 adds a registry. Each node registers once and learns who else is there.',
      'client-1 writes at node-1.',
      '201. Now client-2 reads the same key at node-2.',
      '**404.** The nodes know of each other and pass nothing on. Somebody would have to be in charge of that: a leader.',
    ],
  },
  'nothing-replicated': {
    title: '2.1.0 · A leader of nothing',
    summary: 'The bully algorithm elects a leader; the tables are still local.',
    captions: [
      'Version 2.1.0 adds heart-beats and elections. After five periods without a leader each node pings the higher names, and the highest wins.',
      '**node-3 leads.** client-1 writes at node-1, client-2 reads at node-2.',
      '**404:** there is a leader, and still each node has a table of its own. Now the leader crashes.',
      '**node-2 leads.** node-1 had pinged it, was answered, and left it to the higher name. The election works, but nothing goes through the leader yet.',
    ],
  },
  'two-winners': {
    title: '2.1.0 · Who answers a ping',
    summary: 'Three nodes stand at once. Answers keep the lower ones from crowning themselves.',
    captions: [
      'After five periods without a leader all three stand for election, and ping the names above their own.',
      '**node-3 has won.** node-1 and node-2 were answered and left it to the higher name. With the flaw “An election ping is never answered” they crown themselves too.',
      'Still one leader.',
    ],
  },
  'newcomer-empty': {
    title: '2.2.0 · The empty heir',
    summary:
      'Writes go through the leader and are copied. A newcomer is given no old data, and then inherits.',
    captions: [
      'Version 2.2.0 sends every write through the leader. node-3 will lead.',
      'A write at node-1 is sent on to node-3, which copies it to everybody who is registered.',
      '**A newcomer, node-4.** It gets every write from now on, and none of those before.',
      '**The leader crashes.** The highest name wins, and that is node-4 now.',
      '**node-4 leads** with an empty table. A read at the leader:',
      '**404**, for what was answered 201. A newcomer must be given what came before: that takes a log.',
    ],
  },
  'dies-with-the-data': {
    title: '2.2.0 · Dead with the data',
    summary: 'A leader answers 201 and waits for nobody. When it dies, the write dies with it.',
    captions: [
      'Version 2.2.0 copies writes and does not ask who has them. node-3 will lead.',
      '**A wall** between node-3 and the other nodes. client-1 writes at node-3, which keeps the value, posts the copies, and answers at once.',
      '**201**, though nobody else has it: the copies hang at the wall. Now node-3 crashes.',
      '**node-2 leads.** client-2 asks it for the value:',
      '**404:** the write died with its leader. node-3 starts again, and the wall comes down: its table was in memory, so it has nothing either. A leader must not answer before a majority has the write.',
    ],
  },
  'full-heir': {
    title: '3.0.0 · The same, with a log',
    summary: 'The newcomer is sent the log before it counts, so that it can inherit.',
    captions: [
      'Version 3.0.0 writes everything into a log. node-3 will lead.',
      'A write: node-3 appends it to its log and sends it to the others.',
      '**A newcomer, node-4:** first a learner, which is sent the log, then admitted.',
      '**The leader crashes.** The highest name wins, and that is node-4 now.',
      '**node-4 leads.** Before that, it asked a majority how far their logs go. A read at the leader:',
      '**200.** Whatever was answered 201 is in its log.',
    ],
  },
  'furthest-log': {
    title: '3.0.0 · The highest name, the shortest log',
    summary:
      'The winner of the election has missed writes: it fetches the furthest log before it leads.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      '**node-3 crashes.** After five periods of silence the others elect node-2.',
      'node-2 leads. **Two writes that node-3 does not have.**',
      'Now **node-2 crashes and node-3 is back**. Nobody leads; the highest name will win, and that is node-3 with the shortest log.',
      '**node-3 leads, with both writes.** It had asked for promises, saw that the log of node-1 went further, and fetched it first.',
    ],
  },
  'no-quorum': {
    title: '3.0.0 · Counting answers',
    summary: 'A leader alone appends and cannot commit. The original answered 201 all the same.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      '**Both followers crash.** node-3 leads on: it gives way to nothing but a higher term.',
      'A write at node-3. It appends the entry, and needs one more node that has it.',
      '**500, no quorum:** what becomes of the entry is unknown, and the client is told so. Now node-3 crashes, and the others come back.',
      '**node-2 leads without the entry.** Nobody was told that it was done. node-3 comes back.',
      'node-3 follows, and its entry was cut off.',
    ],
  },
  'registry-with-the-minority': {
    title: '3.0.0 · Whose majority',
    summary:
      'The registry sits with the minority and forgets the others. A majority of its list is no majority.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      '**A wall:** node-3, the registry and client-1 here, the others there. The registry hears nothing from them, and its list will shrink to one name.',
      'node-3 is alone on the list, and beyond the wall node-2 leads. **A write on each side:** is one of one a majority?',
      '**500 at node-3:** three are admitted, and one of them has the entry. 201 beyond the wall, where two have it. The wall comes down.',
      'One leader, one log: `pear` is everywhere, `apple` is gone.',
    ],
  },
  'lost-disk': {
    title: '3.0.0 · A lost disk',
    summary: 'A node loses its log and its promises. It must not count as the one it was.',
    captions: [
      'Three nodes. node-3 has the highest name and will lead.',
      'A write: node-3 appends it to its log and sends it to the others.',
      '**node-1 crashes and loses its disk:** its log, and the promises that it gave.',
      'It is back under its old name with an empty disk. The leader **takes the old node-1 out**, sends the new one the log, and admits it.',
      'Three count again.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
