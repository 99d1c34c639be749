/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
export interface ScenarioText {
  readonly title: string;
  readonly summary: string;
  readonly captions: readonly string[];
}

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
      'A registry and one node. It registers, hears no leader for five periods, and **leads itself**.',
      '**A second node starts.** It finds the first by the registry, follows, is sent the log as a *learner*, and is admitted.',
      '**A third.** Its name is the highest, and yet it follows: nobody overthrows a leader that lives.',
      'Three are admitted: from now on **two of them are a majority**.',
    ],
  },
  redirect: {
    title: '3 · A write at a follower',
    summary:
      'A follower sends the client on; the leader appends, counts, commits, answers; another follower reads it back.',
    captions: [
      'Three nodes, no leader yet: five periods of silence come first.',
      '**client-1 writes at node-1**, a follower: 301, and the same POST again at the leader. Appends fly out; with two of three it is committed.',
      '**client-2 reads at node-2**, which was told of the commit.',
      '200: a read is answered by any node, from its own table.',
    ],
  },
  'leader-dies': {
    title: '4 · The leader dies',
    summary:
      'Five periods of silence, pings to the higher names, a victory, a take-over. Writes go on.',
    captions: [
      'node-3 has the highest name and will lead.',
      'A write, for something to lose.',
      '**node-3 crashes.** Its followers wait for five periods; then both ping the names above them.',
      '**node-2 has won** and took over. A client that was with node-3 is refused there and goes on to the next node that is registered.',
      'Written. Some seconds later the registry forgets node-3.',
      'The cluster still counts three: a majority is two, and it has two.',
    ],
  },
  'catching-up': {
    title: '5 · The old leader returns',
    summary:
      'It has missed writes. It follows, is walked back to where the logs agree, and is sent the rest.',
    captions: [
      'node-3 will lead.',
      '**node-3 crashes**, and node-2 leads.',
      'Two writes that node-3 misses.',
      '**node-3 is back** with its log on disk. It hears a leader within five periods and does not overthrow it.',
      'It was sent what it lacked. All three are equal.',
    ],
  },
  partition: {
    title: '6 · A wall around the leader',
    summary:
      'The leader and the registry are cut off from the majority, and both sides are written to.',
    captions: [
      'node-3 will lead.',
      '**A wall:** node-3, the registry and client-1 on one side, two nodes and client-2 on the other.',
      '**Both sides are written to.** node-3 appends and finds no majority. Across the wall an election begins; the pings to node-3 hang, so it takes the full wait.',
      'node-3 has told its client **500, no quorum**; node-2 leads the majority and answered 201. The wall comes down.',
      'node-3 met a higher term, stepped down, and **its tail was cut off**.',
    ],
  },
  'registry-down': {
    title: '7 · The registry dies',
    summary: 'Nodes go on with the list they have; only newcomers cannot be found.',
    captions: [
      'Three nodes and a leader.',
      '**The registry crashes.** Every node keeps its copy of the list.',
      'Writing goes on as before.',
      '**A fourth node starts** and can tell nobody.',
      '**The registry is back**, empty, and full again after one period. Now node-4 is found.',
      'node-4 has the log and is admitted.',
    ],
  },
  'not-found': {
    title: '8 · No such key',
    summary:
      'A key that nobody wrote is answered 404, and so is one that was written elsewhere only.',
    captions: ['Three nodes.', '`get pear`, which nobody has written.', '404.'],
  },
  'one-node': {
    title: '1.0.0 · One node',
    summary: 'A key-value store in memory. When it stops, everything is gone.',
    captions: [
      'One node, one table.',
      'Read back: 200.',
      '**It crashes**, and is started again.',
      '404: the table was in memory only. A second node would help, if they knew each other.',
    ],
  },
  'reads-miss': {
    title: '2.0.0 · Two tables',
    summary: 'Nodes find each other by the registry, and each has a table of its own: reads miss.',
    captions: [
      'Three nodes have registered, once each.',
      'client-1 writes at node-1, client-2 reads the key at node-2.',
      '**404 at node-2.** They know of each other and tell each other nothing. Who should? That takes a leader.',
    ],
  },
  'nothing-replicated': {
    title: '2.1.0 · A leader of nothing',
    summary: 'The bully algorithm elects a leader; the tables are still local.',
    captions: [
      'Pings to the higher names: **node-3 wins**, everybody else waits for its victory.',
      'A write at node-1, a read at node-2: they have a leader and still different tables.',
      '**404.** Now the leader crashes.',
      'node-1 pinged node-2, was answered, and waited: **node-2 has won**. An election that works, and nothing to lead.',
    ],
  },
  'two-winners': {
    title: '2.1.0 · Who answers a ping',
    summary: 'Three nodes stand at once. Answers keep the lower ones from crowning themselves.',
    captions: [
      'All three hear no leader and stand in the same moment.',
      '**node-3 has won.** node-1 and node-2 were answered and left it to the higher name. With the flaw *an election ping is never answered* they would crown themselves too.',
      'Still one leader.',
    ],
  },
  'newcomer-empty': {
    title: '2.2.0 · The empty heir',
    summary:
      'Writes go through the leader and are copied. A newcomer is given no old data, and then inherits.',
    captions: [
      'node-3 leads.',
      'A write through the leader: copied to everybody who is registered.',
      '**A newcomer, node-4.** It is registered and gets every write from now on, but none of before.',
      '**The leader crashes.** The highest name wins.',
      'node-4 leads, with an empty table. A read at the leader …',
      '**404.** What was answered 201 is not to be had from the leader. That takes a log.',
    ],
  },
  'full-heir': {
    title: '3.0.0 · The same, with a log',
    summary: 'The newcomer is sent the log before it counts, so that it can inherit.',
    captions: [
      'node-3 will lead.',
      'A write, in the log of all three.',
      '**A newcomer, node-4:** first a learner, then admitted.',
      '**The leader crashes.** The highest name wins again.',
      'node-4 leads, and has asked a majority how far their logs go. A read at the leader …',
      '**200.** Whatever was answered 201 is in its log.',
    ],
  },
  'furthest-log': {
    title: '3.0.0 · The highest name, the shortest log',
    summary:
      'The winner of the election has missed writes: it fetches the furthest log before it leads.',
    captions: [
      'node-3 will lead.',
      '**node-3 crashes**, node-2 takes over.',
      'Two writes that node-3 does not have.',
      'Now **node-2 crashes and node-3 is back**. Nobody leads, and the highest name wins: node-3.',
      'It collected promises, saw that node-1 had the further log, **fetched it**, and opened its term.',
    ],
  },
  'no-quorum': {
    title: '3.0.0 · Counting answers',
    summary:
      'A leader alone appends and cannot commit. The half-baked version said 201 nevertheless.',
    captions: [
      'node-3 will lead.',
      '**Both followers crash.** node-3 leads on: it cannot know.',
      'A write at node-3. It appends, and waits for one more.',
      '**500, no quorum**: the client knows that it does not know. Now node-3 crashes, and the others return.',
      'node-2 leads without the entry: nobody had been told that it was done.',
      'node-3 returned, and its entry was cut off.',
    ],
  },
  'registry-with-the-minority': {
    title: '3.0.0 · Whose majority',
    summary:
      'The registry sits with the minority and forgets the others. A majority of its list is no majority.',
    captions: [
      'node-3 will lead.',
      '**A wall:** node-3 and the registry here, node-1 and node-2 there. The list shrinks to one name.',
      'node-3 is alone on the list. **A write:** is one of one a majority?',
      '**500:** of the three that are admitted, one has it. The wall comes down.',
      'One leader, one log. Nothing that was answered 201 is missing.',
    ],
  },
  'lost-disk': {
    title: '3.0.0 · A lost disk',
    summary: 'A node loses its log and its promises. It must not count as the one it was.',
    captions: [
      'node-3 will lead.',
      'A write, in all three logs.',
      '**node-1 crashes and loses its disk.**',
      'It is back under its old name with an empty disk. The leader **takes the old node-1 out**, teaches the new one, and admits it.',
      'Three count again.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
