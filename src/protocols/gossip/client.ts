/**
 * The client: sends each command to the balancer and does not wait for one before the next.
 *
 * A command is *queued* once the balancer has given it an index and *replicated* once every member has applied that index.
 * Indexes are applied in order, so word of a later one settles all earlier ones of this client. Datagrams can be
 * lost: while something is open, the client says every two seconds again what the balancer has not confirmed, and asks after the oldest
 * of what it has. The original client was told nothing at all (gap j).
 */
import type { Node, Process } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { ClientState, GossipVocabulary, OpenCommand } from './messages.ts';

const RETRY_MS = 2000;

type Outside = Node<GossipVocabulary>;

export const client: Process<GossipVocabulary, 'client'> = {
  durable: [],

  boot: () => ({ open: [], acknowledged: 0 }),

  onCommand(state, command, operation, node) {
    if (command.type === 'quit') {
      node.respond(operation, 'ok', 'goodbye');
      node.exit();
      return state;
    }
    const opened: OpenCommand = { sequence: operation, write: command, index: null };
    const open = [...state.open, opened];
    send(opened, open, node);
    if (state.open.length === 0) node.setTimer('retry', RETRY_MS);
    return { ...state, open };
  },

  onMessage(state, message, _from, node) {
    switch (message.type) {
      case 'queued': {
        const known = state.open.find(({ sequence }) => sequence === message.sequence);
        if (known === undefined || known.index !== null) return state;
        const waits = message.waits ? ', no replicas' : '';
        node.progress(known.sequence, `queued #${message.index}${waits}`);
        return { ...state, open: withIndex(state.open, known.sequence, message.index) };
      }
      case 'replicated':
        return settle(state, message.sequence, message.index, node);
      case 'forgotten': {
        const isOpen = state.open.some(({ sequence }) => sequence === message.sequence);
        if (!isOpen) return state;
        node.respond(message.sequence, 'unknown', 'the balancer restarted and lost its queue');
        return { ...state, open: state.open.filter((one) => one.sequence !== message.sequence) };
      }
      default:
        return unreachable(message);
    }
  },

  onTimer(state, _timer, node) {
    if (state.open.length === 0) return state;
    const oldestQueued = state.open.find(({ index }) => index !== null);
    for (const one of state.open) {
      if (one.index === null || one === oldestQueued) send(one, state.open, node);
    }
    node.setTimer('retry', RETRY_MS);
    return state;
  },
};

function send(
  { sequence, write, index }: OpenCommand,
  open: ClientState['open'],
  node: Outside,
): void {
  const oldest = open[0]?.sequence ?? sequence;
  for (const balancer of node.peers('balancer')) {
    node.send(balancer, { type: 'command', sequence, write, index, oldest });
  }
}

/** Ends the command that was replicated, and every earlier one with it. */
function settle(state: ClientState, sequence: number, index: number, node: Outside): ClientState {
  const isDone = (one: OpenCommand): boolean =>
    one.sequence === sequence || (one.index !== null && one.index < index);
  const done = state.open.filter(isDone);
  for (const one of done) {
    const number = one.sequence === sequence ? index : one.index;
    node.respond(one.sequence, 'ok', `replicated #${number}`);
  }
  if (done.length === state.open.length) node.cancelTimer('retry');
  return {
    open: state.open.filter((one) => !isDone(one)),
    acknowledged: state.acknowledged + done.length,
  };
}

function withIndex(
  open: ClientState['open'],
  sequence: number,
  index: number,
): ClientState['open'] {
  return open.map((one) => (one.sequence === sequence ? { ...one, index } : one));
}
