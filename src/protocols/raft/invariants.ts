/** What must be so, what must happen at times, and what must come about in the end. */
import type { NodeView, WorldView } from '../../kernel/trace.ts';
import type { Judgement, Property } from '../protocol.ts';
import { isMember, isQuorum, membersOf } from './configuration.ts';
import { lastIndex, lastTerm } from './log.ts';
import { type Memory, NOTHING, remember } from './memory.ts';
import type { RaftVocabulary } from './messages.ts';
import { SAFETY, sameJson } from './safety.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<RaftVocabulary>;
type RaftProperty = Property<RaftVocabulary>;

const SOMETIMES: readonly RaftProperty[] = [
  {
    id: 'split-vote',
    kind: 'sometimes',
    title: 'An election ends without a winner',
    source: 'extended paper, section 5.2',
    facts: ['ElectionStarted'],
    check: (_memory, event) =>
      factsOf(event, 'ElectionStarted').some(({ why }) => why === 'split-vote'),
  },
  {
    id: 'conflict-cut',
    kind: 'sometimes',
    title: 'A follower cuts off entries that conflict',
    source: 'extended paper, section 5.3',
    facts: ['Cut'],
    check: () => true,
  },
  {
    id: 'snapshot-installed',
    kind: 'sometimes',
    title: 'A follower that is too far behind takes a snapshot',
    source: 'extended paper, section 7',
    facts: ['SnapshotInstalled'],
    check: () => true,
  },
  {
    id: 'joint-configuration',
    kind: 'sometimes',
    title: 'Old and new members decide together',
    source: 'extended paper, section 6',
    facts: ['ConfigurationAppended'],
    check: (_memory, event) =>
      factsOf(event, 'ConfigurationAppended').some(({ old }) => old !== null),
  },
];

/** Below this many per cent of spread, split votes may follow on split votes. */
const SPREAD_LEAST = 10;

function unpromised({ electionSpreadPercent }: RaftVocabulary['Options']): string | null {
  return electionSpreadPercent < SPREAD_LEAST
    ? 'without a spread of the time-outs votes may split for ever'
    : null;
}

function excused(view: View): string | null {
  return hasLiveMajority(view) ? null : 'no majority is up';
}

const EVENTUALLY: readonly RaftProperty[] = [
  {
    id: 'one-leader',
    kind: 'eventually',
    title: 'One server leads, and all live members follow it',
    source: 'extended paper, section 5.2; as long as a majority is up (section 2)',
    unpromised,
    excused,
    check(_memory, view) {
      const leaders = live(view).filter(({ state }) => state.role === 'leader');
      const [leader] = leaders;
      if (leader === undefined) return 'nobody leads';
      if (leaders.length > 1) return `${leaders.map(({ id }) => id).join(' and ')} lead`;
      const other = membersUnder(view, leader).find(({ state }) => state.leader !== leader.id);
      return other === undefined ? null : `${other.id} does not follow ${leader.id}`;
    },
  },
  {
    id: 'equal-logs',
    kind: 'eventually',
    title: 'All live members have the same log, committed and applied to its end',
    source: 'extended paper, section 5.3',
    unpromised,
    excused,
    check(_memory, view) {
      const leader = live(view).find(({ state }) => state.role === 'leader');
      if (leader === undefined) return 'nobody leads';
      const end = lastIndex(leader.state);
      for (const { id, state } of membersUnder(view, leader)) {
        const isSame = lastIndex(state) === end && lastTerm(state) === lastTerm(leader.state);
        if (!isSame) return `${id} has ${lastIndex(state)} entries, ${leader.id} has ${end}`;
        if (state.lastApplied !== end) return `${id} has applied ${state.lastApplied} of ${end}`;
        if (sameJson(state.machine.store, leader.state.machine.store)) continue;
        return `the stores of ${id} and ${leader.id} differ`;
      }
      return null;
    },
  },
  {
    id: 'commands-answered',
    kind: 'eventually',
    title: 'Every command of a live client has an outcome',
    source: 'extended paper, section 8: clients try again',
    unpromised,
    check(_memory, view) {
      const open = view.operations().filter(({ outcome }) => outcome === 'pending').length;
      return open === 0 ? null : `${open} open`;
    },
  },
];

export const judgement: Judgement<RaftVocabulary> = {
  start: NOTHING,
  properties: [...SAFETY, ...SOMETIMES, ...EVENTUALLY],
  observe: (memory, event): Memory => remember(memory, event),
};

type Server = NodeView<RaftVocabulary, 'server'>;

function live(view: View): readonly Server[] {
  return view.nodes('server').filter(({ status }) => status === 'up');
}

/** The live members of the configuration that a server uses. */
function membersUnder(view: View, { state }: Server): readonly Server[] {
  return live(view).filter(({ id }) => isMember(state.configuration, id));
}

/** Whether the server with the most up-to-date log could win an election: without a live majority nothing is promised. */
function hasLiveMajority(view: View): boolean {
  const servers = live(view).filter(({ state }) => membersOf(state.configuration).length > 0);
  const [best] = servers.toSorted(
    ({ state: a }, { state: b }) => lastTerm(b) - lastTerm(a) || lastIndex(b) - lastIndex(a),
  );
  if (best === undefined) return false;
  return isQuorum(best.state.configuration, (id) => servers.some((one) => one.id === id));
}
