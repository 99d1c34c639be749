/** A protocol under watch: its handlers get frozen input, and everything that passes through them is looked at. */
import type { Node, Process } from '../kernel/process.ts';
import type { JudgedVocabulary, Protocol } from './protocol.ts';

type V = JudgedVocabulary;
type AnyProcess = Process<V, string>;
type Look = (what: 'state' | 'message' | 'fact', value: object) => void;

/** The same protocol; `look` is shown every state, message and fact once. Handlers that change their input throw. */
export function watched(protocol: Protocol, look: Look): Protocol {
  const seen = new WeakSet();
  const show = <T extends object>(what: Parameters<Look>[0], value: T): T => {
    if (!seen.has(value)) look(what, value);
    seen.add(value);
    return deepFrozen(value);
  };
  const processes = Object.entries(protocol.processes).map(([role, process]) => [
    role,
    watchedProcess(process, show),
  ]);
  return { ...protocol, processes: Object.fromEntries(processes) };
}

type Show = <T extends object>(what: Parameters<Look>[0], value: T) => T;

function watchedProcess(process: AnyProcess, show: Show): AnyProcess {
  const state = <T extends object>(value: T): T => show('state', value);
  const world = (node: Node<V>): Node<V> => watchedNode(node, show);
  const every: Required<AnyProcess> = {
    durable: process.durable,
    boot: (node, disk) => state(process.boot(world(node), deepFrozen(disk))),
    onMessage: (before, message, from, node) =>
      state(process.onMessage(state(before), show('message', message), from, world(node))),
    onTimer: (before, timer, node) => state(process.onTimer(state(before), timer, world(node))),
    onCommand: (before, command, operation, node) => {
      const after = process.onCommand?.(state(before), deepFrozen(command), operation, world(node));
      return state(after ?? before);
    },
    onUnreachable: (before, peer, message, node) =>
      state(
        process.onUnreachable?.(state(before), peer, show('message', message), world(node)) ??
          before,
      ),
    onPeerFailed: (before, peer, node) =>
      state(process.onPeerFailed?.(state(before), peer, world(node)) ?? before),
  };
  // A handler that is missing means something to the kernel: it must stay missing.
  const { onCommand, onUnreachable, onPeerFailed, ...always } = every;
  return {
    ...always,
    ...(process.onCommand === undefined ? {} : { onCommand }),
    ...(process.onUnreachable === undefined ? {} : { onUnreachable }),
    ...(process.onPeerFailed === undefined ? {} : { onPeerFailed }),
  };
}

/** Passes everything on to the real outside world; what is sent or reported is frozen and shown on its way. */
function watchedNode(node: Node<V>, show: Show): Node<V> {
  return {
    id: node.id,
    incarnation: node.incarnation,
    founding: node.founding,
    now: node.now,
    random: node.random,
    options: deepFrozen(node.options),
    flaw: (name) => node.flaw(name),
    peers: (role) => node.peers(role),
    send: (to, message) => node.send(to, show('message', message)),
    setTimer: (name, delayMs) => node.setTimer(name, delayMs),
    cancelTimer: (name) => node.cancelTimer(name),
    report: (fact) => node.report(show('fact', fact)),
    invoke: (parent, text, command) => node.invoke(parent, text, command),
    progress: (operation, text) => node.progress(operation, text),
    respond: (operation, outcome, text) => node.respond(operation, outcome, text),
    exit: () => node.exit(),
  };
}

const frozen = new WeakSet();

/** Freezes plain data all the way down. */
export function deepFrozen<T extends object>(value: T): T {
  if (frozen.has(value)) return value;
  frozen.add(value);
  for (const field of Object.values(value)) {
    if (typeof field === 'object' && field !== null) deepFrozen(field);
  }
  return Object.freeze(value);
}

/** Where `value` would not survive JSON, as in `.queue.0.index: undefined`; `null` if it would. */
export function lostInJson(value: unknown, place = ''): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') {
    return Number.isFinite(value) && !Object.is(value, -0) ? null : `${place}: ${value}`;
  }
  if (typeof value !== 'object') return `${place}: ${typeof value}`;
  const kind = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== Array.prototype) return `${place}: not plain`;
  const isHoled = Array.isArray(value) && Object.keys(value).length !== value.length;
  if (isHoled || Object.getOwnPropertySymbols(value).length > 0) return `${place}: not plain`;
  for (const [name, field] of Object.entries(value)) {
    const lost = lostInJson(field, `${place}.${name}`);
    if (lost !== null) return lost;
  }
  return null;
}
