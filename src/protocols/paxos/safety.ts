/** What must be so after every event. */
import type { TraceEvent, WorldView } from '../../kernel/trace.ts';
import type { Property } from '../protocol.ts';
import { ballotText, compareBallots, majorityOf } from './ballot.ts';
import { type Memory, memoryOf, newDecisions, promiseOf, remember } from './memory.ts';
import type { PaxosVocabulary } from './messages.ts';
import { type Decision, isSameValue, type Text, valueKey, valueText } from './values.ts';
import { factsOf } from '../facts.ts';

type View = WorldView<PaxosVocabulary>;
type Event = TraceEvent<PaxosVocabulary>;

const SYNOD = 'Lamport, Paxos Made Simple, section 2.2';
const README = 'README of p2p-pacman';

export const safety: readonly Property<PaxosVocabulary>[] = [
  {
    id: 'one-value-per-round',
    kind: 'always',
    title: 'At most one value is chosen in a round',
    source: `${SYNOD}, P2; ${README}: every committed round is unique`,
    check(memory, event, { options }) {
      const votes = factsOf(event, 'Accepted');
      if (votes.length === 0) return null;
      const after = remember(memory, event, options.servers);
      for (const { round } of votes) {
        const { chosen, ballots } = memoryOf(after, round);
        const other = ballots.find(
          ({ acceptors, value }) =>
            acceptors.length >= majorityOf(options.servers) &&
            chosen !== null &&
            !isSameValue(value, chosen.value),
        );
        if (other === undefined || chosen === null) continue;
        return `round ${round}: "${valueText(chosen.value)}" by ${ballotText(chosen.ballot)} and "${valueText(other.value)}" by ${ballotText(other.ballot)}`;
      }
      return null;
    },
  },
  {
    id: 'chosen-was-proposed',
    kind: 'always',
    title: 'A chosen value was proposed, and a text was typed by its client',
    source: `${SYNOD}: only a value that has been proposed may be chosen`,
    check(memory, event, view) {
      for (const { round, value } of newlyChosen(memory, event, view)) {
        const { proposals } = memoryOf(remember(memory, event, view.options.servers), round);
        if (!proposals.some((proposed) => isSameValue(proposed.value, value))) {
          return `nobody proposed "${valueText(value)}" in round ${round}`;
        }
        if (value.kind === 'text' && !isTyped(view, value)) {
          return `nobody typed "${valueText(value)}", chosen in round ${round}`;
        }
      }
      return null;
    },
  },
  {
    id: 'chosen-by-majority',
    kind: 'always',
    title: 'What a server holds for chosen was accepted by a majority',
    source: `${SYNOD}: a value is chosen when a large enough set of acceptors have accepted it`,
    check(memory, event, { options }) {
      const decisions = newDecisions(event);
      if (decisions.length === 0) return null;
      const after = remember(memory, event, options.servers);
      for (const { round, value } of decisions) {
        const { chosen } = memoryOf(after, round);
        if (chosen !== null) continue;
        return `${event.node} holds "${valueText(value)}" for chosen in round ${round}: no majority has accepted it`;
      }
      return null;
    },
  },
  {
    id: 'promise-kept',
    kind: 'always',
    title: 'An acceptor never goes below a ballot that it has promised',
    source: `${SYNOD}, P1a`,
    check(memory, { facts, node }) {
      if (node === null) return null;
      for (const fact of facts) {
        if (fact.type !== 'Promised' && fact.type !== 'Accepted') continue;
        const { round, ballot, type } = fact;
        const promised = promiseOf(memory, round, node);
        if (promised === null || compareBallots(ballot, promised) >= 0) continue;
        const deed = type === 'Promised' ? 'promises' : 'accepts';
        return `${node} ${deed} ${ballotText(ballot)} in round ${round} after a promise of ${ballotText(promised)}`;
      }
      return null;
    },
  },
  {
    id: 'ballot-used-once',
    kind: 'always',
    title: 'A ballot proposes one value in a round, once',
    source: `${SYNOD}: different proposals have different numbers`,
    check(memory, event) {
      for (const { round, ballot, value } of factsOf(event, 'Proposes')) {
        const twin = memoryOf(memory, round).proposals.find(
          (proposed) => compareBallots(proposed.ballot, ballot) === 0,
        );
        if (twin === undefined) continue;
        return `${event.node} proposes "${valueText(value)}" in round ${round} by ballot ${ballotText(ballot)}, by which ${twin.server} proposed "${valueText(twin.value)}"`;
      }
      return null;
    },
  },
  {
    id: 'logs-agree',
    kind: 'always',
    title: 'Two logs that both have a round hold the same value in it',
    source: `${README}: all the logs are replicated through Paxos for correctness`,
    check(memory, event) {
      for (const { round, value } of newDecisions(event)) {
        const { logged } = memoryOf(memory, round);
        if (logged === null || isSameValue(logged, value)) continue;
        return `${event.node} logs "${valueText(value)}" in round ${round}, another has "${valueText(logged)}"`;
      }
      return null;
    },
  },
  {
    id: 'text-chosen-once',
    kind: 'always',
    title: 'A text is chosen in one round at most, however often it is sent',
    source: 'gap j of the original: a repeated call could double the line',
    check(memory, event, view) {
      for (const { round, value } of newlyChosen(memory, event, view)) {
        const earlier = memory.texts[valueKey(value)];
        if (value.kind === 'nop' || earlier === undefined) continue;
        return `"${valueText(value)}" is chosen in round ${earlier} and again in round ${round}`;
      }
      return null;
    },
  },
  {
    id: 'acknowledged-is-chosen',
    kind: 'always',
    title: 'A text that its client was told to be in a round is what was chosen there',
    source: 'gap f of the original: a message lost when its server was one round behind',
    check(memory, event) {
      for (const { round, text } of factsOf(event, 'Acknowledged')) {
        const { chosen } = memoryOf(memory, round);
        if (chosen !== null && isSameValue(chosen.value, text)) continue;
        const what = chosen === null ? 'nothing' : `"${valueText(chosen.value)}"`;
        return `${event.node} is told that "${valueText(text)}" stands in round ${round}, where ${what} was chosen`;
      }
      return null;
    },
  },
];

function newlyChosen(memory: Memory, event: Event, { options }: View): readonly Decision[] {
  const votes = factsOf(event, 'Accepted');
  if (votes.length === 0) return [];
  const after = remember(memory, event, options.servers);
  return votes.filter(
    ({ round }) =>
      memoryOf(memory, round).chosen === null && memoryOf(after, round).chosen !== null,
  );
}

function isTyped(view: View, text: Text): boolean {
  const operation = view.operations()[text.sequence - 1];
  return (
    operation?.client === text.client &&
    operation.command?.type === 'say' &&
    operation.command.text === text.text
  );
}
