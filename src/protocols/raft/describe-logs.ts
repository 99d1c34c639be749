/** What happens to logs and snapshots, in words. */
import { unreachable } from '../../kernel/process.ts';
import type { FactDescription } from '../protocol.ts';
import type { Fact, LogFact, SnapshotFact } from './facts.ts';
import { list, say } from '../words.ts';

type Of<T extends Fact['type']> = Extract<Fact, { type: T }>;

const APPEND_RULE = 'extended paper, Figure 2, AppendEntries RPC, rule 2';

export function describeLog(fact: LogFact): FactDescription {
  switch (fact.type) {
    case 'Proposed':
      return say(`appends ${fact.what} to its log as #${fact.index}`, { epoch: fact.term });
    case 'Appended': {
      const span = fact.first === fact.last ? `#${fact.last}` : `#${fact.first} to #${fact.last}`;
      return say(`appends ${span} from ${fact.from}`, { epoch: fact.term });
    }
    case 'Refused':
      return say(`refuses what ${fact.leader} sends after #${fact.prevLogIndex}`, {
        epoch: fact.term,
        reason:
          fact.found === null
            ? `It has no entry #${fact.prevLogIndex}`
            : `Its #${fact.prevLogIndex} is of term ${fact.found}, the leader's of term ${fact.prevLogTerm}`,
        source: APPEND_RULE,
      });
    case 'Cut': {
      const span = fact.first === fact.last ? `#${fact.last}` : `#${fact.first} to #${fact.last}`;
      return say(`cuts off ${span}`, {
        reason: `#${fact.first} is of term ${fact.oldTerm} here and of term ${fact.newTerm} in the log of ${fact.leader}`,
        source: 'extended paper, Figure 2, AppendEntries RPC, rule 3',
      });
    }
    case 'BacksUp':
      return say(`tries ${fact.peer} with #${fact.to} instead of #${fact.from}`, {
        epoch: fact.term,
        source: 'extended paper, end of section 5.3',
      });
    case 'OldTerm':
      return say(`ignores a message of ${fact.peer}`, {
        reason: `It is of term ${fact.sent}; this is term ${fact.term}`,
        source: 'extended paper, section 5.1',
      });
    case 'Committed':
      return say(`commits #${fact.index} (${fact.what}): ${list(fact.by)} have it`, {
        epoch: fact.term,
        tone: 'good',
      });
    case 'NotYet':
      return say(`does not commit #${fact.index}, although a majority has it`, {
        epoch: fact.term,
        reason: `It is of term ${fact.entryTerm}, not of its own term ${fact.term}: a later leader could still overwrite it`,
        source: 'extended paper, section 5.4.2, Figure 8',
      });
    case 'CommitLearned':
      return say(`learns that everything up to #${fact.index} is committed`, {
        epoch: fact.term,
      });
    case 'Applied':
      return describeApplied(fact);
    default:
      return unreachable(fact);
  }
}

function describeApplied({ index, what, executed, term }: Of<'Applied'>): FactDescription {
  if (executed) return say(`applies #${index} (${what})`, { epoch: term });
  return say(`does not execute #${index} (${what}) again`, {
    epoch: term,
    reason: 'The session of its client knows the command already: the first answer stands',
    source: 'dissertation, section 6.3',
  });
}

export function describeSnapshot(fact: SnapshotFact): FactDescription {
  const source = 'extended paper, section 7';
  switch (fact.type) {
    case 'SnapshotTaken':
      return say(`makes a snapshot up to #${fact.index} and drops those entries`, {
        epoch: fact.term,
        source,
      });
    case 'SnapshotSent':
      return say(`sends ${fact.peer} its snapshot up to #${fact.index}`, {
        reason: 'The entries that it lacks are no longer in the log',
        source,
      });
    case 'SnapshotInstalled':
      return say(`takes over the snapshot of ${fact.leader} up to #${fact.index}`, {
        epoch: fact.term,
        reason:
          fact.kept === 0
            ? 'Its log has nothing that follows it'
            : `${fact.kept} entries follow it in its log and stay`,
        source: 'extended paper, Figure 13, rules 6 to 8',
      });
    case 'SnapshotOld':
      return say(`does not need the snapshot of ${fact.leader} up to #${fact.index}`, {
        reason: 'It knows as much to be committed already',
        source,
      });
    default:
      return unreachable(fact);
  }
}
