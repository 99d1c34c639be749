/** What must hold of a cluster after every event; and from which version on. */
import type { NodeView } from '../../kernel/trace.ts';
import type { Property } from '../protocol.ts';
import { elects, replicates } from './ladder.ts';
import { termAt } from './log.ts';
import type { Acknowledgement } from './memory.ts';
import type { ClusterVocabulary, NodeState, Term } from './messages.ts';
import { placeOf, placeText } from './observe.ts';
import { SWEEP_MS } from './registry.ts';
import { RAFT, README } from './saying.ts';
import { compareTerms, isSameTerm, termText } from './term.ts';
import { factsOf } from '../facts.ts';

export const always: readonly Property<ClusterVocabulary>[] = [
  {
    id: 'reads-last-write',
    kind: 'always',
    title: 'A node answers with what was last written at it since it was started',
    source: `${README}, "version 1.0.0"`,
    check({ written }, { node, pending, sent }) {
      if (node === null || pending?.kind !== 'deliver' || pending.message.type !== 'get')
        return null;
      const { key } = pending.message;
      const expected = written[placeOf(node, key)] ?? null;
      for (const flight of sent) {
        if (flight.kind !== 'deliver' || flight.message.type !== 'value') continue;
        const { value } = flight.message;
        if (value !== expected)
          return `${node} answers ${key} with ${value}, and ${expected} was written`;
      }
      return null;
    },
  },
  {
    id: 'one-leader-per-term',
    kind: 'always',
    title: 'At most one leader per term, and each term is led once',
    source: `gap c of the original; ${RAFT}, section 5.2, election safety`,
    unpromised: replicates,
    check(memory, event) {
      const leads = factsOf(event, 'Leads').find(({ term }) => termText(term) in memory.led);
      return leads === undefined
        ? null
        : `${event.node} leads term ${termText(leads.term)}, which was led before`;
    },
  },
  {
    id: 'acknowledged-kept',
    kind: 'always',
    title: 'An acknowledged write is in the log of every later leader',
    source: `gaps d and f of the original; ${RAFT}, section 5.4, leader completeness`,
    unpromised: replicates,
    check(memory, event, view) {
      const state = nodeState(event.after);
      for (const { term } of factsOf(event, 'Leads')) {
        const lost = memory.acknowledged.find((ack) => isBehind(ack, term) && !holds(state, ack));
        if (lost !== undefined) {
          return `${event.node} leads term ${termText(term)} without entry ${lost.index}, which was acknowledged in term ${termText(lost.term)}`;
        }
      }
      for (const ack of factsOf(event, 'Acknowledged')) {
        const { newest } = memory;
        if (newest === null || newest.node === event.node || !isBehind(ack, newest.term)) continue;
        if (holds(nodeState(view.node(newest.node)?.state ?? null), ack)) continue;
        return `${event.node} acknowledges entry ${ack.index}, which ${newest.node}, leader of the later term ${termText(newest.term)}, does not have`;
      }
      return null;
    },
  },
  {
    id: 'applied-prefixes',
    kind: 'always',
    title: 'What the nodes apply are prefixes of one sequence',
    source: `${README}, "version 3.0.0"; ${RAFT}, section 5.4.3, state machine safety`,
    unpromised: replicates,
    check({ applied }, event) {
      for (const fact of factsOf(event, 'Applied')) {
        const known = applied[fact.index - 1];
        const mine = placeText(fact);
        if (known !== undefined && known !== mine) {
          return `${event.node} applies "${mine}" at index ${fact.index}, where "${known}" was applied before`;
        }
      }
      return null;
    },
  },
  {
    id: 'applied-stays',
    kind: 'always',
    title: 'What a node has applied is never cut from its log',
    source: `gap c of the original; ${RAFT}, section 5.4: a committed entry is never lost`,
    unpromised: replicates,
    check(_memory, event) {
      const applied = nodeState(event.before)?.commitIndex ?? 0;
      const cut = factsOf(event, 'TailCut').find(({ first }) => first <= applied);
      return cut === undefined
        ? null
        : `${event.node} cuts its log from entry ${cut.first} on and had applied ${applied}`;
    },
  },
  {
    id: 'done-is-committed',
    kind: 'always',
    title: 'A write that its client was told is done has been committed',
    source: 'gap i of the original: a redirected write got lost',
    unpromised: replicates,
    check({ acknowledged }, event) {
      const told = factsOf(event, 'Told').find(({ write, outcome, operation }) => {
        const isCommitted = acknowledged.some((ack) => ack.operation === operation);
        return write && outcome === 'ok' && !isCommitted;
      });
      return told === undefined
        ? null
        : `${event.node} takes operation ${told.operation} for done, which no leader has committed`;
    },
  },
  {
    id: 'no-false-victory',
    kind: 'always',
    title: 'Nobody wins over a higher name that lives and had its ping',
    source: `gap a of the original; ${README}, "version 2.1.0", step 2`,
    unpromised: elects,
    check({ elections }, event, view) {
      if (event.node === null || factsOf(event, 'Crowned').length === 0) return null;
      const over = elections[event.node]?.unanswered.find(({ peer, incarnation }) => {
        const node = view.node(peer);
        return node?.status === 'up' && node.incarnation === incarnation;
      });
      return over === undefined
        ? null
        : `${event.node} wins although ${over.peer} had its ping, lives, and did not answer`;
    },
  },
  {
    id: 'fresh-victory',
    kind: 'always',
    title: 'An election ends with a leader that was heard during it',
    source: 'gap b of the original: a stored victory was never cleared',
    unpromised: elects,
    check({ elections }, event) {
      const stale = factsOf(event, 'Follows').find(({ stored, leader }) => {
        return stored && elections[event.node ?? '']?.heard.includes(leader) !== true;
      });
      return stale === undefined
        ? null
        : `${event.node} follows ${stale.leader}, of which it has heard nothing in this election`;
    },
  },
  {
    id: 'registry-age',
    kind: 'always',
    title: "No entry of the registry is older than six seconds by the registry's clock",
    source: `${README}, "version 2.1.0": expiry of five seconds, swept every second`,
    unpromised: elects,
    check(_memory, event, view) {
      if (event.after === null || !('sweptAt' in event.after)) return null;
      if (event.kind !== 'deliver' && event.kind !== 'timer') return null;
      const { entries, clock } = event.after;
      const most = view.options.expiryMs + SWEEP_MS;
      const old = entries.find(({ at }) => clock - at > most);
      return old === undefined
        ? null
        : `${old.name} is on the list, and was last heard ${clock - old.at} ms ago`;
    },
  },
];

function nodeState(state: NodeView<ClusterVocabulary>['state'] | null): NodeState | null {
  return state !== null && 'standing' in state ? state : null;
}

function isBehind({ under }: Pick<Acknowledgement, 'under'>, term: Term): boolean {
  return compareTerms(under, term) < 0;
}

function holds(
  state: NodeState | null,
  { index, term }: Pick<Acknowledgement, 'index' | 'term'>,
): boolean {
  const mine = state === null ? null : termAt(state.log, index);
  return mine !== null && isSameTerm(mine, term);
}
