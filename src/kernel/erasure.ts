/**
 * The kernel treats all roles alike: it takes a state out of a node and hands it to that node's own process. That the two belong
 * together follows from the role, which the compiler cannot see; the three assertions that say so stand here and nowhere else.
 */
import type {
  AnyState,
  Message,
  Node,
  NodeId,
  OperationId,
  Program,
  Role,
  Vocabulary,
} from './process.ts';
import type { NodeView } from './trace.ts';

/** A process of some role, for a caller who has that role's state. */
export interface AnyProcess<V extends Vocabulary> {
  readonly durable: readonly string[];
  boot(node: Node<V>, disk: object): AnyState<V>;
  onMessage(state: AnyState<V>, message: Message<V>, from: NodeId, node: Node<V>): AnyState<V>;
  onTimer(state: AnyState<V>, timer: string, node: Node<V>): AnyState<V>;
  onCommand?(
    state: AnyState<V>,
    command: V['Command'],
    operation: OperationId,
    node: Node<V>,
  ): AnyState<V>;
  onUnreachable?(state: AnyState<V>, peer: NodeId, message: Message<V>, node: Node<V>): AnyState<V>;
  onPeerFailed?(state: AnyState<V>, peer: NodeId, node: Node<V>): AnyState<V>;
}

/** The process of a role. */
export function processOf<V extends Vocabulary>(program: Program<V>, role: Role<V>): AnyProcess<V> {
  const process: unknown = program.processes[role];
  // oxlint-disable-next-line no-unsafe-type-assertion -- the caller holds the state of this very role
  return process as AnyProcess<V>;
}

/** The fields of a role's state that are on disk in a run with these options. */
export function durableFields<V extends Vocabulary>(
  program: Program<V>,
  role: Role<V>,
  options: V['Options'],
): readonly string[] {
  return program.diskless?.(options) === true ? [] : processOf(program, role).durable;
}

/** The view of a node of a known role. */
export function withRole<V extends Vocabulary, R extends Role<V>>(
  view: NodeView<V>,
  role: R,
): NodeView<V, R> {
  if (view.role !== role) throw new Error(`${view.id} is no ${role}`);
  const known: unknown = view;
  // oxlint-disable-next-line no-unsafe-type-assertion -- checked by the line above
  return known as NodeView<V, R>;
}

/** Stands for the state of a node between its enrolment and its boot; nobody ever sees it. */
export function unbornState<V extends Vocabulary>(): AnyState<V> {
  const nothing: unknown = Object.freeze({});
  // oxlint-disable-next-line no-unsafe-type-assertion -- replaced by the boot before anything can read it
  return nothing as AnyState<V>;
}
