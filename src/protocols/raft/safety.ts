/** What must hold after every event: Figure 3 of the paper, and what it rests on. Each looks only at what the event changed. */
import { at } from '../../kernel/sequence.ts';
import type { TraceEvent } from '../../kernel/trace.ts';
import type { Property } from '../protocol.ts';
import { canSplit } from './configuration.ts';
import { configurationBefore, lastIndex, lastTerm, termAt } from './log.ts';
import { newEntries, serverIn } from './memory-logs.ts';
import type { Memory } from './memory.ts';
import type { Configuration, RaftVocabulary, ServerState } from './messages.ts';
import { configurationText } from './words.ts';
import { factsOf } from '../facts.ts';

type Event = TraceEvent<RaftVocabulary>;
type RaftProperty = Property<RaftVocabulary>;

const FIGURE_3 = 'extended paper, Figure 3';

const ELECTIONS: readonly RaftProperty[] = [
  {
    id: 'election-safety',
    kind: 'always',
    title: 'At most one leader is elected in a term',
    source: `${FIGURE_3}, Election Safety`,
    facts: ['Elected'],
    check({ leaders }, event) {
      for (const { term } of factsOf(event, 'Elected')) {
        const other = leaders[term];
        if (other !== undefined && other !== event.node) {
          return `${event.node} and ${other} are both elected in term ${term}`;
        }
      }
      return null;
    },
  },
  {
    id: 'one-vote-a-term',
    kind: 'always',
    title: 'A server votes for at most one candidate in a term',
    source: 'extended paper, section 5.2',
    check({ logs: { votes } }, event) {
      const after = changed(event);
      if (after === null || after.votedFor === null || event.node === null) return null;
      const known = votes[event.node];
      if (known?.term !== after.currentTerm || known.candidate === after.votedFor) return null;
      return `${event.node} votes for ${known.candidate} and for ${after.votedFor} in term ${known.term}`;
    },
  },
  {
    id: 'leader-completeness',
    kind: 'always',
    title: 'A new leader has every entry that was committed in earlier terms',
    source: `${FIGURE_3}, Leader Completeness`,
    facts: ['Elected'],
    check({ machines: { committed } }, event) {
      const after = serverIn(event.after);
      const [elected] = factsOf(event, 'Elected');
      if (after === null || elected === undefined) return null;
      let index = committed.length;
      while (index > 0 && (at(committed, index - 1)?.committedIn ?? 0) >= elected.term) index -= 1;
      const entry = at(committed, index - 1);
      if (entry === undefined || index < after.snapshot.index) return null;
      if (termAt(after, index) === entry.term) return null;
      return `${event.node} leads term ${elected.term} without #${index} (${entry.what}), committed in term ${entry.committedIn}`;
    },
  },
];

const LOGS: readonly RaftProperty[] = [
  {
    id: 'leader-append-only',
    kind: 'always',
    title: 'A leader only appends to its log',
    source: `${FIGURE_3}, Leader Append-Only`,
    check(_memory, event) {
      const before = serverIn(event.before);
      const after = serverIn(event.after);
      if (before?.role !== 'leader' || after?.role !== 'leader') return null;
      if (before.log === after.log || before.currentTerm !== after.currentTerm) return null;
      const last = lastIndex(before);
      const isKept = last <= after.snapshot.index || termAt(after, last) === lastTerm(before);
      return isKept ? null : `${event.node} leads and no longer has its #${last}`;
    },
  },
  {
    id: 'log-matching',
    kind: 'always',
    title: 'Two logs that have an entry of the same index and term are equal up to it',
    source: `${FIGURE_3}, Log Matching`,
    check({ logs: { entries } }, event) {
      const after = changed(event);
      if (after === null) return null;
      for (const { index, term, prevTerm, command } of newEntries(serverIn(event.before), after)) {
        const twin = at(entries, index - 1)?.find((one) => one.term === term);
        if (twin === undefined) continue;
        const isSame = twin.command === command || sameJson(twin.command, command);
        if (isSame && twin.prevTerm === prevTerm) continue;
        return `${event.node} has another #${index} of term ${term} than there was, or another before it`;
      }
      return null;
    },
  },
  {
    id: 'cuts-only-conflicts',
    kind: 'always',
    title: 'A log loses entries only to others that conflict',
    source: 'extended paper, Figure 2, AppendEntries RPC, rule 3',
    check(_memory, event) {
      const before = serverIn(event.before);
      const after = changed(event);
      if (before === null || after === null || before.log === after.log) return null;
      if (event.kind === 'restart') return null; // what a crash costs is another matter
      const last = lastIndex(after);
      if (last >= lastIndex(before) || last < before.snapshot.index) return null;
      if (termAt(before, last) !== termAt(after, last)) return null;
      return `${event.node} loses #${last + 1} to #${lastIndex(before)}, with which nothing conflicts`;
    },
  },
  {
    id: 'committed-is-held',
    kind: 'always',
    title: 'A server holds every entry up to its commit index',
    source: 'extended paper, Figure 2, AppendEntries RPC, rules 3 and 5',
    check(_memory, event) {
      const after = changed(event);
      if (after === null || after.commitIndex <= lastIndex(after)) return null;
      return `${event.node} knows #${after.commitIndex} to be committed and has only ${lastIndex(after)} entries`;
    },
  },
  {
    id: 'commit-index-monotone',
    kind: 'always',
    title: 'A commit index only grows while a server runs',
    source: 'extended paper, Figure 2, volatile state',
    check(_memory, event) {
      const before = serverIn(event.before);
      const after = changed(event);
      if (before === null || after === null || event.kind === 'restart') return null;
      if (after.commitIndex >= before.commitIndex) return null;
      return `the commit index of ${event.node} falls from ${before.commitIndex} to ${after.commitIndex}`;
    },
  },
  {
    id: 'commits-own-term',
    kind: 'always',
    title: 'A leader commits by counting only entries of its own term',
    source: 'extended paper, section 5.4.2, Figure 8',
    facts: ['Committed'],
    check(_memory, event) {
      const old = factsOf(event, 'Committed').find(({ isOwnTerm }) => !isOwnTerm);
      if (old === undefined) return null;
      return `${event.node} counts #${old.index} (${old.what}) of an earlier term as committed in term ${old.term}`;
    },
  },
  {
    id: 'state-machine-safety',
    kind: 'always',
    title: 'No two servers apply different entries at one index',
    source: `${FIGURE_3}, State Machine Safety`,
    facts: ['Applied', 'SnapshotInstalled'],
    check({ machines: { committed } }, event) {
      for (const { index, term, what } of factsOf(event, 'Applied')) {
        const known = at(committed, index - 1);
        if (known === undefined || (known.term === term && known.what === what)) continue;
        return `${event.node} applies ${what} of term ${term} as #${index}, where ${known.what} of term ${known.term} was applied`;
      }
      for (const { index } of factsOf(event, 'SnapshotInstalled')) {
        const term = serverIn(event.after)?.snapshot.term;
        const known = at(committed, index - 1);
        if (known !== undefined && known.term !== term) {
          return `${event.node} takes a snapshot that ends with #${index} of term ${term} instead of ${known.term}`;
        }
      }
      return null;
    },
  },
];

const CHANGES: readonly RaftProperty[] = [
  {
    id: 'one-change-at-a-time',
    kind: 'always',
    title: 'A leader begins a change of the members only when the one before it is committed',
    source: 'extended paper, section 6; Ongaro, dissertation 2014, section 4.1',
    facts: ['ConfigurationAppended'],
    check(_memory, event) {
      const after = serverIn(event.after);
      if (after === null) return null;
      for (const { index } of factsOf(event, 'ConfigurationAppended')) {
        const previous = configurationBefore(after, index);
        if (previous.index <= after.commitIndex) continue;
        return `${event.node} appends ${configurationText(after.configuration)} while #${previous.index} is pending`;
      }
      return null;
    },
  },
  {
    id: 'majorities-overlap',
    kind: 'always',
    title: 'A configuration and the next one cannot decide without each other',
    source: 'extended paper, section 6, Figure 10',
    facts: ['ConfigurationAppended'],
    check(_memory, event) {
      const after = serverIn(event.after);
      if (after === null) return null;
      for (const next of factsOf(event, 'ConfigurationAppended')) {
        const previous = configurationBefore(after, next.index);
        if (!canDecideApart(previous, next)) continue;
        return `a majority of ${configurationText(previous)} and one of ${configurationText(next)} can have no server in common`;
      }
      return null;
    },
  },
];

const CLIENTS: readonly RaftProperty[] = [
  {
    id: 'executed-once',
    kind: 'always',
    title: 'A command is executed once, however often it arrives',
    source: 'extended paper, section 8; Ongaro, dissertation 2014, section 6.3',
    facts: ['Applied'],
    unpromised: ({ sessions }) =>
      sessions ? null : 'without sessions a command that comes again is executed again',
    check({ machines: { executed } }, event) {
      for (const { index, what, origin, executed: isExecuted } of factsOf(event, 'Applied')) {
        const known = origin === null ? undefined : executed[origin.client];
        if (!isExecuted || origin === null || known === undefined) continue;
        if (index <= known.index || origin.sequence > known.sequence) continue;
        return `${what} of ${origin.client} is executed at #${index} again`;
      }
      return null;
    },
  },
  {
    id: 'reads-are-fresh',
    kind: 'always',
    title: 'No answer is older than one that was given before the question',
    source: 'extended paper, section 8; Ongaro, dissertation 2014, section 6.4',
    facts: ['Answered'],
    check({ clients: { asked, told }, clocks }, event, view) {
      if (event.node === null || (view.options.reads === 'lease' && runApart(clocks))) return null;
      for (const { key, version, sequence, what } of factsOf(event, 'Answered')) {
        const question = asked[event.node];
        if (key === null || question?.sequence !== sequence) continue;
        if (version >= question.floor) continue;
        return `${event.node} is told version #${version} of ${key} (${what}); #${question.floor} was known before it asked, by now #${told[key] ?? 0}`;
      }
      return null;
    },
  },
];

const LEASES: readonly RaftProperty[] = [
  {
    id: 'lease-is-alone',
    kind: 'always',
    title: 'Nobody is elected while a lease runs',
    source: 'Ongaro, dissertation 2014, section 6.4.1',
    unpromised: ({ reads }) => (reads === 'lease' ? null : 'no read rests on a lease here'),
    facts: ['Read'],
    check({ leaders, clocks }, event) {
      const after = serverIn(event.after);
      const underLease = factsOf(event, 'Read').filter(({ how }) => how === 'lease');
      if (after === null || underLease.length === 0 || runApart(clocks)) return null;
      const later = Object.entries(leaders).find(([term]) => Number(term) > after.currentTerm);
      if (later === undefined) return null;
      return `${event.node} answers under its lease of term ${after.currentTerm}; ${later[1]} was elected in term ${later[0]}`;
    },
  },
];

export const SAFETY = [...ELECTIONS, ...LOGS, ...CHANGES, ...CLIENTS, ...LEASES];

/** Whether clocks run apart by more than the tenth that leases allow for: then they promise nothing. */
function runApart({ slowest, fastest }: Memory['clocks']): boolean {
  return slowest * 10 < fastest * 9;
}

/** The state of the server that this event changed; `null` otherwise. */
function changed(event: Event): ServerState | null {
  return event.before === event.after ? null : serverIn(event.after);
}

/** Whether two objects say the same, whatever the order of their fields. */
export function sameJson(one: object, other: object): boolean {
  return one === other || JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Whether two sets of servers without a common one can decide, one by each configuration. */
function canDecideApart(one: Configuration, other: Configuration): boolean {
  const lists = ({ old, voters }: Configuration) => (old === null ? [voters] : [old, voters]);
  return lists(one).every((mine) => lists(other).every((theirs) => canSplit(mine, theirs)));
}
