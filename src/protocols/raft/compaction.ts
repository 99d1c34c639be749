/** Log compaction (section 7): each server makes its own snapshot; one that is too far behind is sent the leader's. */
import { after, configurationOf, lastIndex, termAt, upTo } from './log.ts';
import type { InstallSnapshot, ServerState, Snapshot } from './messages.ts';
import { isRetired, type Outside, resetElectionTimer } from './roles.ts';

/**
 * Puts everything that was applied into a snapshot and drops those entries; not in the middle of a change of the members. The entry of
 * C_old,new says which client waits: without it whoever brings the change to its end has nobody to answer, and tells the client, when it
 * asks again, "another change is not yet done": its own.
 */
export function takeSnapshot(state: ServerState, node: Outside): ServerState {
  const index = state.lastApplied;
  const term = termAt(state, index);
  if (index <= state.snapshot.index || term === undefined) return state;
  const { old, voters } = configurationOf({ ...state, log: upTo(state, index) });
  if (old !== null) return state;
  // The sessions are part of the state: without them a command that comes again is executed again (dissertation 6.3).
  const machine = node.flaw('snapshot-forgets-sessions')
    ? { ...state.machine, sessions: {} }
    : state.machine;
  node.report({ type: 'SnapshotTaken', index, term });
  const snapshot: Snapshot = { index, term, configuration: { old, voters }, machine };
  return { ...state, snapshot, log: after(state, index) };
}

/** Figure 13, receiver. The snapshot comes in one piece, so that rules 2 to 4 have nothing to do. */
export function installSnapshot(
  state: ServerState,
  { snapshot, round, sentAt }: InstallSnapshot,
  from: string,
  node: Outside,
): ServerState {
  const term = state.currentTerm;
  // An old snapshot, overtaken: what is committed here is not undone.
  const matchIndex = Math.max(snapshot.index, state.commitIndex);
  node.send(from, { type: 'InstallSnapshotReply', term, matchIndex, round, sentAt });
  if (snapshot.index <= state.commitIndex) {
    node.report({ type: 'SnapshotOld', leader: from, index: snapshot.index });
    return state;
  }
  // Rule 6: an entry like the snapshot's last means that what follows is good; rule 7: else the whole log goes.
  const isPrefix = termAt(state, snapshot.index) === snapshot.term;
  const log = isPrefix ? after(state, snapshot.index) : after(state, lastIndex(state));
  const { index } = snapshot;
  node.report({ type: 'SnapshotInstalled', leader: from, index, term, kept: log.length });
  const installed: ServerState = {
    ...state,
    snapshot,
    log,
    machine: snapshot.machine, // rule 8
    commitIndex: index,
    lastApplied: index,
  };
  const refreshed = { ...installed, configuration: configurationOf(installed) };
  return waitAccordingly(state, refreshed, node);
}

/** Uses the configuration that the log now says, and waits for a leader or not accordingly. */
export function refreshConfiguration(state: ServerState, node: Outside): ServerState {
  return waitAccordingly(state, { ...state, configuration: configurationOf(state) }, node);
}

/** One that was let in begins to wait for a leader; one that is out stops. */
export function waitAccordingly(
  before: ServerState,
  after: ServerState,
  node: Outside,
): ServerState {
  const waited = !isRetired(before, node.id);
  const waits = !isRetired(after, node.id);
  if (waits && !waited) resetElectionTimer(node);
  if (waited && !waits) {
    node.report({ type: 'Retired', index: after.configuration.index });
    node.cancelTimer('election');
  }
  return after;
}
