/** When an entry is committed, what follows from it, and the state machine that is fed with it. */
import { unreachable } from '../../kernel/process.ts';
import { append } from '../../kernel/sequence.ts';
import { changed, withLeadership } from './changed.ts';
import { takeSnapshot } from './compaction.ts';
import { isMember, membersOf, reachedByQuorum } from './configuration.ts';
import { entryAt, lastIndex, termAt } from './log.ts';
import { execute, sessionOf, withSession } from './machine.ts';
import type {
  Answer,
  Configuration,
  Entry,
  LogCommand,
  Machine,
  Origin,
  ServerState,
} from './messages.ts';
import { answerReads } from './reads.ts';
import { broadcast, leading, progressOf, sendNewEntry, withFollowers } from './replication.ts';
import { type Outside, stepDown } from './roles.ts';
import { commandText, membersText } from './words.ts';

/** Figure 2, leaders: "if command received from client: append entry to local log". Sends it on, and commits it if this server alone is a majority. */
export function propose(before: ServerState, command: LogCommand, node: Outside): ServerState {
  const term = before.currentTerm;
  const log = append(before.log, { term, command });
  let state = changed(before, { log });
  const index = lastIndex(state);
  node.report({ type: 'Proposed', index, term, what: commandText(command) });
  if (command.type === 'configuration') state = adoptConfiguration(state, command, index, node);
  return advanceCommitIndex(sendNewEntry(state, node), node);
}

/** Section 6: a server uses the newest configuration in its log, whether or not that is committed. */
function adoptConfiguration(
  state: ServerState,
  { configuration }: Extract<LogCommand, { type: 'configuration' }>,
  index: number,
  node: Outside,
): ServerState {
  node.report({ type: 'ConfigurationAppended', index, term: state.currentTerm, ...configuration });
  const before = membersOf(state.configuration);
  return withFollowers(
    changed(state, { configuration: { ...configuration, index, before } }),
    node,
  );
}

/**
 * Figure 2, leaders: "if there exists an N > commitIndex, a majority of matchIndex[i] ≥ N, and log[N].term = currentTerm". Without the
 * last condition (5.4.2, Figure 8) S1 commits entry 2 of term 2 by counting, crashes, and S5 with its entry of term 3 overwrites it.
 */
export function advanceCommitIndex(state: ServerState, node: Outside): ServerState {
  const leadership = leading(state, node);
  const reached = (server: string): number =>
    server === node.id ? lastIndex(state) : (progressOf(leadership, server)?.match ?? 0);
  const index = reachedByQuorum(state.configuration, reached, node);
  if (index <= state.commitIndex) return state;
  const term = termAt(state, index) ?? 0;
  const isOwnTerm = term === state.currentTerm;
  if (!isOwnTerm && !node.flaw('commit-old-term-by-counting')) {
    node.report({ type: 'NotYet', index, entryTerm: term, term: state.currentTerm });
    return state;
  }
  const by = [node.id, ...leadership.followers.map(({ peer }) => peer)].filter(
    (server) => reached(server) >= index,
  );
  const command = entryAt(state, index)?.command;
  const what = command === undefined ? '' : commandText(command);
  node.report({ type: 'Committed', index, term: state.currentTerm, what, by, isOwnTerm });
  return onCommitted(state, index, node);
}

/** A leader's commit index has grown: apply, answer, and bring a change of the configuration to its next stage. */
function onCommitted(before: ServerState, commitIndex: number, node: Outside): ServerState {
  const state = answerReads(applyCommitted(before, commitIndex, node), node);
  const { configuration, currentTerm } = state;
  const wasPending = configuration.index > (state.leadership?.settled ?? 0);
  if (configuration.index > commitIndex || !wasPending) return state;
  node.report({ type: 'ConfigurationCommitted', term: currentTerm, ...configuration });
  const settled = withLeadership(state, { settled: configuration.index });
  // Section 6: once C_old,new is committed, the leader goes on to C_new by itself, and so does one that inherits it.
  if (configuration.old !== null) return propose(settled, finalStage(settled), node);
  const told = withFollowers(broadcast(settled, node), node);
  // Dissertation 4.2.2: a leader that is not in C_new steps down when that is committed.
  if (isMember(configuration, node.id)) return told;
  const retired = stepDown(told, currentTerm, 'removed', null, node);
  node.cancelTimer('election');
  return retired;
}

/** C_new after C_old,new, for the same client. */
function finalStage(state: ServerState): LogCommand {
  const { voters, index } = state.configuration;
  const joint = entryAt(state, index)?.command;
  const origin = joint?.type === 'configuration' ? joint.origin : null;
  return { type: 'configuration', configuration: { old: null, voters }, origin };
}

/** Applies what is committed up to `commitIndex`, in order (Figure 2, all servers), and makes a snapshot when enough has come together. */
export function applyCommitted(
  before: ServerState,
  commitIndex: number,
  node: Outside,
): ServerState {
  let { machine, lastApplied } = before;
  while (lastApplied < commitIndex) {
    const entry = entryAt(before, lastApplied + 1);
    if (entry === undefined) break; // only with a flaw that loses committed entries
    lastApplied += 1;
    machine = applyEntry(before, machine, entry, lastApplied, node);
  }
  const state = changed(before, { commitIndex, machine, lastApplied });
  if (lastApplied === before.lastApplied) return state;
  const { snapshotEvery } = node.options;
  const isDue = snapshotEvery > 0 && lastApplied - state.snapshot.index >= snapshotEvery;
  return isDue ? takeSnapshot(state, node) : state;
}

function applyEntry(
  state: ServerState,
  machine: Machine,
  { term, command }: Entry,
  index: number,
  node: Outside,
): Machine {
  const note = (origin: Origin | null, executed: boolean): void =>
    node.report({ type: 'Applied', index, term, what: commandText(command), origin, executed });
  switch (command.type) {
    case 'no-op':
      note(null, true);
      return machine;
    case 'key': {
      const { origin } = command;
      const session = sessionOf(machine, origin.client);
      // Dissertation 6.3: a command that was executed before is not executed again; its first answer stands.
      if (session !== undefined && session.sequence >= origin.sequence) {
        note(origin, false);
        if (session.sequence === origin.sequence) reply(state, origin, session.answer, node);
        return machine;
      }
      const { store, answer } = execute(machine.store, command.command, index);
      note(origin, true);
      reply(state, origin, answer, node);
      const next = { store, sessions: machine.sessions };
      return node.options.sessions ? withSession(next, origin, answer) : next;
    }
    case 'configuration': {
      const { configuration } = command;
      const origin = settledBy(machine, command);
      note(origin, true);
      if (origin === null) return machine;
      const answer = changedAnswer(configuration, index);
      reply(state, origin, answer, node);
      return node.options.sessions ? withSession(machine, origin, answer) : machine;
    }
    default:
      return unreachable(command);
  }
}

/**
 * Whose command a configuration brings to its end. C_old,new is only half of it. A client that gave a change up has gone on to another
 * command since, and its session must not fall back to the older one: the newer would be executed again if it came again.
 */
function settledBy(
  machine: Machine,
  { configuration, origin }: Extract<LogCommand, { type: 'configuration' }>,
): Origin | null {
  if (origin === null || configuration.old !== null) return null;
  const session = sessionOf(machine, origin.client);
  return session !== undefined && session.sequence >= origin.sequence ? null : origin;
}

function changedAnswer({ voters }: Configuration, index: number): Answer {
  return { outcome: 'ok', text: `members are ${membersText(voters)} (#${index})`, version: index };
}

/** The leader answers the client; the others keep the answer in the session. */
function reply(state: ServerState, origin: Origin, answer: Answer, node: Outside): void {
  if (state.role !== 'leader') return;
  node.send(origin.client, { type: 'ClientReply', sequence: origin.sequence, ...answer });
}
