/** Titles and captions of the scenarios; one caption for each step. `**bold**` and `` `code` `` are allowed. */
import type { ScenarioText } from '../script.ts';

export const texts = {
  'first-requests': {
    title: 'Three replicas, two clients',
    summary: 'A request, its proof and its answer, slowly enough to follow; the rest is yours.',
    captions: [
      'Two clients say hello to three replicas. **Everybody wears its clock**, every message the clock of its sending.',
      'client-1 broadcasts an edit to **all** replicas. The oldest broadcast of a client that a replica has not executed is its **head request**: the smallest head of all is next.',
      'Answered: **the next broadcast of client-1**, a dummy that says nothing, was the proof that everybody has the edit. Now client-2 looks at it.',
      '',
    ],
  },
  'walk-through': {
    title: 'The walk-through',
    summary:
      'Five clients come and go, two of three replicas fail, and all logs stay prefixes of one another.',
    captions: [
      'client-1 lists the sites and looks at one.',
      '**client-2 joins.** From its hello on nothing is executed before its first broadcast.',
      'client-1 sets Harvard to 10.',
      'client-2 sees it, and adds MIT.',
      'client-1 lists two rows.',
      '**replica-1 fails.** Both clients list the same as before.',
      'client-1 leaves: its `q` is a request in the one order, like any other.',
      'client-2 adds Boston University.',
      '**client-3 joins** and finds three rows, sorted.',
      '**client-4 joins** and adds Tufts University.',
      '**replica-2 fails too.** Three clients list the same four rows, all from replica-3.',
      'All of them leave.',
      '**client-5 joins**, finds the four rows and sets MIT to False.',
      'It leaves. The logs of the two dead replicas are **prefixes** of the third.',
      'Fifteen checks, all as they must be.',
    ],
  },
  'concurrent-edits': {
    title: 'Two edits of one site',
    summary:
      'Two clients edit Harvard at once; replicas hear them in opposite order and do the same.',
    captions: [
      '**20, says client-2** as soon as it is connected. Its way to replica-1 takes six seconds; the two other replicas hear it soon.',
      '**10, says client-1**, and replica-1 will hear that first. It has no head request of client-2 yet: something smaller may still come, so it executes nothing.',
      'Now it has 20, the smaller of the two. **The link is fast again**, and the proof that all have 20 will follow.',
      'The order of the ids decides, **everywhere the same**: 20, then 10. Between equal clocks it is the number of the client.',
    ],
  },
  'down-to-one': {
    title: 'Down to one',
    summary: 'Replicas fail one after the other. The last one serves on alone, and may not fail.',
    captions: [
      'Three replicas tolerate two failures.',
      'client-1 edits.',
      '**replica-1 fails** in the middle of a broadcast: the clients are told, and wait for its ack no longer.',
      'No election, no takeover, no pause. **replica-2 fails** as well.',
      'replica-3 is the last that holds the state. **Try to crash it**: the page says why it may not.',
    ],
  },
  'killed-mid-broadcast': {
    title: 'Killed in the middle of a broadcast',
    summary:
      'A client dies when one of three replicas has its last request; they agree on what becomes of it.',
    captions: [
      'Two clients say hello to three replicas.',
      '**Add MIT**, says client-2.',
      'Its broadcast sets off, **and client-2 dies**: only the message to replica-1 had left. client-1 edits, but nobody may execute that: something smaller could still come from client-2.',
      'A **CLOSE round**: one replica after another says what it has of client-2, and the others adopt it. replica-1 has MIT, so all will.',
      'MIT was executed everywhere; had replica-1 died too, it would have been nowhere. **client-2 is forgotten**, client-1 goes on.',
    ],
  },
  'slow-link': {
    title: 'A slow link',
    summary:
      'One link is slow: its client is slow, the others feel it, and a leaving client is not forgotten too soon.',
    captions: [
      'The way from client-2 to **replica-3** takes four seconds.',
      'client-1 edits. Its request waits until client-2 has been heard, **at replica-3 last**.',
      'client-1 has its answer from a faster replica and types `q`. replica-3 has not executed its edit yet: there the `q` will wait behind it.',
      '**client-1 has left**, and client-2 lists. What the others have executed already, replica-3 executes now.',
      'replica-3 has executed the same as the others, in the same order, **later**.',
    ],
  },
  'partition-and-heal': {
    title: 'A partition that stalls and heals',
    summary: 'A partition is no failure in this model: the system waits, and says for whom.',
    captions: [
      'Two clients, three replicas.',
      '**A wall.** From now on client-1 hears nothing of replica-3, client-2 nothing of replica-1 and replica-2. Both have typed something.',
      'Seconds later **nobody has given up anybody**: a wrong guess would let two halves go two ways. See who waits for whom.',
      '**Healed.** What waited at the wall goes on in its order.',
      'Both are answered, on all three replicas alike.',
    ],
  },
  'coming-back': {
    title: 'A replica comes back',
    summary:
      'A restarted replica has lost everything: it joins by state transfer, and then is the last to hold it.',
    captions: [
      'client-1 edits; all three replicas execute it.',
      '**replica-2 crashes** and loses everything. client-2 adds MIT without it.',
      '**replica-2 is back**, as a new member: it knocks at every client, asks every replica to be ready, fetches a snapshot and merges it with what it was sent itself.',
      'It is live. To see that it holds everything, **replica-1 and replica-3 crash**.',
      'replica-2 alone answers.',
    ],
  },
  'overtaken-notice': {
    title: 'A notice that must not be overtaken',
    summary:
      'A client dies and is back at once, while word of its death is still on its way to one replica.',
    captions: [
      'The way from client-2 to **replica-2** is slow for a moment.',
      '**client-2 dies**: word of it sets out to every replica, slowly to replica-2.',
      '**It is back**, and its link is fast again. Its hello to replica-2 stays behind the notice: channels keep order.',
      'The notice came first: it spoke of **the old life**, which was over by then. The new one is connected, and edits.',
      'It is served like any other client.',
    ],
  },
} as const satisfies Record<string, ScenarioText>;
