/** The two rules of the logical clock (Lamport 1978, IR1 and IR2). */

interface Clocked {
  readonly clock: number;
}

/** IR1: a process advances its clock between any two of its events, sendings among them. */
export function tick<S extends Clocked>(state: S): S {
  return { ...state, clock: state.clock + 1 };
}

/** IR2: the clock after a receipt exceeds both what it was and the stamp of the message. */
export function receive<S extends Clocked>(state: S, message: Clocked): S {
  return { ...state, clock: Math.max(state.clock, message.clock) + 1 };
}
