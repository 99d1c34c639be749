/**
 * The client: a chat window. The balancer gives it a server; from then on it talks to that one alone.
 *
 *   a line of text  is said to the server under the number of its operation, again and again under the same number until it is
 *                   chosen, to whatever server the client is at by then
 *   once a second   it asks for the lines newer than those it has
 *   a call fails    the server is down: RETRY at the balancer, which names another; a call that only hangs is waited for
 *
 * Source: README of p2p-pacman, "Client", "Automatic client reroute"; the number closes its gap j.
 */
import type { Node, NodeId, OperationId, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import { chatLines } from './chat.ts';
import type { PaxosVocabulary, ToClient } from './messages.ts';
import type { ClientState, Said } from './states.ts';
import type { Seat, Text } from './values.ts';

type Outside = Node<PaxosVocabulary>;
type Of<T extends ToClient['type']> = Extract<ToClient, { type: T }>;

const POLL_MS = 1000;
/** What has had no answer for so long is said again, to the same server. */
const AGAIN_MS = 4000;
const NAMES = ['Aaron', 'Lala', 'Karan', 'Mina'];

export const client: Process<PaxosVocabulary, 'client'> = {
  durable: ['name'],

  boot(node, { name }) {
    const number = Number(node.id.slice('client-'.length));
    node.setTimer('poll', node.random.between(1, POLL_MS));
    const state: ClientState = {
      name: name ?? NAMES[number - 1] ?? `Guest ${number}`,
      seat: null,
      // Numbers of one life never reach those of the next.
      request: { number: node.incarnation * 1_000_000, failed: null, askedAt: 0, stopped: false },
      pending: [],
      lines: [],
      upTo: 0,
      polledAt: null,
    };
    return ask(state, null, node);
  },

  onCommand(state, command, operation, node) {
    switch (command.type) {
      case 'say':
        return sayFirst(state, command.text, operation, node);
      case 'name':
        node.respond(operation, 'ok', `you are ${command.name} from now on`);
        return { ...state, name: command.name };
      case 'log': {
        const lines = chatLines(state, node.id).map(
          ({ author, text, detail }) => `${detail}  ${author}: ${text}`,
        );
        node.respond(operation, 'ok', lines.length === 0 ? 'nothing yet' : lines.join('\n'));
        return state;
      }
      case 'quit':
        node.respond(operation, 'ok', 'goodbye');
        node.exit();
        return state;
      default:
        return unreachable(command);
    }
  },

  onMessage(state, message, from, node) {
    switch (message.type) {
      case 'routed':
        return onRouted(state, message, node);
      case 'said':
        return onSaid(state, message, node);
      case 'logs':
        return onLogs(state, message, node);
      case 'recall':
        if (state.seat !== null) node.send(from, { type: 'seated', seat: state.seat });
        return state;
      default:
        return unreachable(message);
    }
  },

  onTimer(state, _timer, node) {
    node.setTimer('poll', POLL_MS);
    if (state.seat !== null) return repeatTexts(poll(state, node), node);
    return node.now - state.request.askedAt < POLL_MS ? state : askAgain(state, node);
  },

  onUnreachable(state, peer, message, node) {
    if (message.type !== 'say' && message.type !== 'get-logs') return state;
    // The refusal of a call to a former life may come after the client was given the same server again.
    if (state.seat?.server !== peer || state.seat.life !== message.life) return state;
    node.report({ type: 'Hops', from: peer, call: message.type });
    for (const { text } of state.pending) {
      node.progress(text.sequence, `${peer} is down, asks for another server`);
    }
    return ask({ ...state, seat: null, polledAt: null }, state.seat, node);
  },
};

/** INIT, or RETRY if a server has failed. */
function ask(state: ClientState, failed: ClientState['seat'], node: Outside): ClientState {
  const number = state.request.number + 1;
  const request = { number, failed, askedAt: node.now, stopped: state.request.stopped };
  return askAgain({ ...state, request }, node);
}

function askAgain(state: ClientState, node: Outside): ClientState {
  const { number, failed } = state.request;
  for (const balancer of node.peers('balancer')) {
    node.send(balancer, { type: 'route', request: number, failed });
  }
  return { ...state, request: { ...state.request, askedAt: node.now } };
}

function onRouted(before: ClientState, message: Of<'routed'>, node: Outside): ClientState {
  if (before.seat !== null || message.request !== before.request.number) return before;
  // Any answer means that the balancer has taken note of the failure.
  const state = { ...before, request: { ...before.request, failed: null } };
  switch (message.status) {
    case 'not-ready':
      return state;
    case 'most-failed':
      if (!state.request.stopped) node.report({ type: 'Stopped' });
      for (const { text } of state.pending) {
        node.progress(text.sequence, 'stopped: a majority of the servers has failed');
      }
      return { ...state, request: { ...state.request, stopped: true } };
    case 'ok':
      return takeSeat(state, message.seat, node);
    default:
      return unreachable(message);
  }
}

/** Goes to a server, with everything that is still pending. */
function takeSeat(state: ClientState, seat: Seat, node: Outside): ClientState {
  node.report({ type: 'Seated', server: seat.server });
  for (const { text } of state.pending) sayTo(seat, text, node);
  const pending = state.pending.map((said) => ({ ...said, saidAt: node.now }));
  return poll({ ...state, seat, pending, request: { ...state.request, stopped: false } }, node);
}

/** Asks for newer lines, unless an answer is still to be expected. */
function poll(state: ClientState, node: Outside): ClientState {
  const { seat, polledAt, upTo } = state;
  if (seat === null) return state;
  if (polledAt !== null && node.now - polledAt < AGAIN_MS) return state;
  node.send(seat.server, { type: 'get-logs', newerThan: upTo, life: seat.life });
  return { ...state, polledAt: node.now };
}

function sayFirst(
  state: ClientState,
  line: string,
  sequence: OperationId,
  node: Outside,
): ClientState {
  const text = { kind: 'text', client: node.id, sequence, author: state.name, text: line } as const;
  const said: Said = { text, saidAt: node.now, round: null };
  if (state.seat === null) node.progress(sequence, 'waits for a server');
  else sayTo(state.seat, text, node);
  return { ...state, pending: [...state.pending, said] };
}

function sayTo({ server, life }: Seat, text: Text, node: Outside): void {
  node.send(server, { type: 'say', text, life });
}

/** Says again what has had no answer: the server may have restarted, and lost its queue with it. */
function repeatTexts(state: ClientState, node: Outside): ClientState {
  const { seat } = state;
  const isLate = ({ saidAt, round }: Said): boolean =>
    round === null && node.now - saidAt >= AGAIN_MS;
  if (seat === null || !state.pending.some(isLate)) return state;
  const pending = state.pending.map((said) => {
    if (!isLate(said)) return said;
    sayTo(seat, said.text, node);
    return { ...said, saidAt: node.now };
  });
  return { ...state, pending };
}

/** The text is chosen; the line itself comes with the log, which is asked for at once. */
function onSaid(state: ClientState, { sequence, round }: Of<'said'>, node: Outside): ClientState {
  const said = state.pending.find(({ text }) => text.sequence === sequence);
  if (said === undefined || said.round !== null) return state;
  acknowledge(said, round, node);
  const pending = state.pending.map((other) => (other === said ? { ...said, round } : other));
  return poll({ ...state, pending, polledAt: null }, node);
}

function acknowledge({ text }: Said, round: number, node: Outside): void {
  node.report({ type: 'Acknowledged', text, round });
  node.respond(text.sequence, 'ok', `round ${round}`);
}

function onLogs(before: ClientState, { upTo, lines }: Of<'logs'>, node: Outside): ClientState {
  const state = before.polledAt === null ? before : { ...before, polledAt: null };
  if (upTo <= state.upTo) return state;
  const fresh = lines.filter(({ round }) => round > state.upTo);
  if (fresh.length > 0) node.report({ type: 'Reads', lines: fresh.length, upTo });
  const rounds = new Map<NodeId | number, number>(
    fresh
      .filter(({ text }) => text.client === node.id)
      .map(({ text, round }) => [text.sequence, round]),
  );
  for (const said of state.pending) {
    const round = rounds.get(said.text.sequence);
    // The word of the server may have been lost with it.
    if (round !== undefined && said.round === null) acknowledge(said, round, node);
  }
  const pending = state.pending.filter(({ text }) => !rounds.has(text.sequence));
  return { ...state, pending, lines: [...state.lines, ...fresh], upTo };
}
