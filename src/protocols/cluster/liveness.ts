/** What must happen at times, and what must come about once faults have stopped; and from which version on. */
import type { Property } from '../protocol.ts';
import { elects, lacking, replicates } from './ladder.ts';
import { isMember } from './members.ts';
import type { ClusterVocabulary } from './messages.ts';
import { agreedLeader, canHaveLeader, isSameTable, live, type View } from './reading.ts';
import { RAFT, README } from './saying.ts';
import { factsOf } from '../facts.ts';

export const sometimes: readonly Property<ClusterVocabulary>[] = [
  {
    id: 'redirected',
    kind: 'sometimes',
    title: 'A client is sent on to the leader',
    source: `${README}, "version 2.2.0"`,
    unpromised: lacking('copying', 'takes writes anywhere'),
    check: (_memory, event) => factsOf(event, 'Redirected').length > 0,
  },
  {
    id: 're-elected',
    kind: 'sometimes',
    title: 'Another leader follows the first',
    source: `${README}, "version 2.1.0"`,
    unpromised: elects,
    check: ({ newest }, event) =>
      newest !== null && newest.node !== event.node && factsOf(event, 'Leads').length > 0,
  },
  {
    id: 'tail-cut',
    kind: 'sometimes',
    title: 'A tail that was never committed is cut off',
    source: `gap f of the original; ${RAFT}, section 5.3`,
    unpromised: replicates,
    check: (_memory, event) => factsOf(event, 'TailCut').length > 0,
  },
  {
    id: 'admitted',
    kind: 'sometimes',
    title: 'A newcomer learns the log and is admitted',
    source: 'gap l of the original',
    unpromised: replicates,
    check: (_memory, event) => factsOf(event, 'Admits').length > 0,
  },
  {
    id: 'written',
    kind: 'sometimes',
    title: 'A write is answered 201',
    source: `${README}, "version 1.0.0"`,
    check: (_memory, event) =>
      factsOf(event, 'Told').some(({ write, outcome }) => write && outcome === 'ok'),
  },
];

function excused(view: View): string | null {
  return canHaveLeader(view) ? null : 'too few are up for a leader';
}

export const eventually: readonly Property<ClusterVocabulary>[] = [
  {
    id: 'one-leader',
    kind: 'eventually',
    title: 'One leader, and everybody follows it',
    source: `${README}, "version 2.1.0"`,
    unpromised: elects,
    excused,
    check(_memory, view) {
      const agreed = agreedLeader(view);
      return 'lack' in agreed ? agreed.lack : null;
    },
  },
  {
    id: 'all-listed',
    kind: 'eventually',
    title: 'Every live node is on the list that every live node has',
    source: `${README}, "version 2.1.0": repeated registration`,
    unpromised: elects,
    check(_memory, view) {
      const nodes = live(view);
      for (const { id, state } of nodes) {
        const absent = nodes.find((other) => !state.listing.includes(other.id));
        if (absent !== undefined) return `${id} does not have ${absent.id} on its list`;
      }
      return null;
    },
  },
  {
    id: 'maps-equal',
    kind: 'eventually',
    title: 'All tables are equal',
    source: `gaps e and l of the original; ${README}, "version 3.0.0"`,
    unpromised: replicates,
    excused,
    check(_memory, view) {
      const agreed = agreedLeader(view);
      if (!('leader' in agreed)) return agreed.lack;
      const { id: leader, state: led } = agreed.leader;
      for (const { id, state } of live(view)) {
        if (state.commitIndex !== led.log.length) {
          return `${id} has applied ${state.commitIndex} of the ${led.log.length} entries of ${leader}`;
        }
        if (!isSameTable(state.map, led.map)) return `${id} and ${leader} differ`;
      }
      return null;
    },
  },
  {
    id: 'all-admitted',
    kind: 'eventually',
    title: 'Every live node is admitted, with the disk it has',
    source: 'gap l of the original',
    unpromised: replicates,
    excused,
    check(_memory, view) {
      const agreed = agreedLeader(view);
      if (!('leader' in agreed)) return agreed.lack;
      const { members } = agreed.leader.state;
      const outside = live(view).find(
        ({ id, state: { identity } }) => !isMember(members, { id, identity }),
      );
      return outside === undefined ? null : `${outside.id} is a learner still`;
    },
  },
  {
    id: 'commands-answered',
    kind: 'eventually',
    title: 'Every command of a live client has an outcome',
    source: 'gap d of the original; the clients give up in the end',
    check(_memory, view) {
      const open = view.operations().filter(({ outcome }) => outcome === 'pending').length;
      return open === 0 ? null : `${open} open`;
    },
  },
];
