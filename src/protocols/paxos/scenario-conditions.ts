/** Questions that the scenarios ask of a world. */
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { isLive, isStopped } from './balancer.ts';
import { indexOf } from './ballot.ts';
import { hasHole, prefixEnd } from './log.ts';
import type { PaxosVocabulary } from './messages.ts';
import type { BalancerState, ClientState, ServerState } from './states.ts';
import { wholeText } from './values.ts';

type View = WorldView<PaxosVocabulary>;

/** State of a server, if it is up. */
export function server(view: View, number: number): ServerState | undefined {
  return view.nodes('server').find(({ id, status }) => id === `server-${number}` && status === 'up')
    ?.state;
}

export function client(view: View, number: number): ClientState | undefined {
  return view.nodes('client').find(({ id, status }) => id === `client-${number}` && status === 'up')
    ?.state;
}

export function balancer(view: View): BalancerState | undefined {
  return view.nodes('balancer').find(({ status }) => status === 'up')?.state;
}

/** Whether client NUMBER has server NUMBER. */
export function isAt(view: View, client_: number, server_: number): boolean {
  return client(view, client_)?.seat?.server === `server-${server_}`;
}

/** Whether the first COUNT clients have a server. */
export function areSeated(view: View, count: number): boolean {
  return Array.from({ length: count }, (_, index) => client(view, index + 1)).every(
    (state) => state !== undefined && state.seat !== null,
  );
}

/** The client that has server NUMBER, the first of several. */
export function clientAt(view: View, number: number): NodeId | undefined {
  return view
    .nodes('client')
    .find(({ status, state }) => status === 'up' && state.seat?.server === `server-${number}`)?.id;
}

/** The balancer's loads as text, failed servers with a cross, as in `0✗ 1 1`. */
export function loads(view: View): string {
  return (balancer(view)?.servers ?? [])
    .map((entry) => `${entry.load}${isLive(entry) ? '' : '✗'}`)
    .join(' ');
}

/** Whether a server has a round in its log. */
export function hasRound(view: View, number: number, round: number): boolean {
  return (server(view, number)?.log[indexOf(round)] ?? null) !== null;
}

/** Whether all live servers have their logs up to a round. */
export function isEverywhere(view: View, round: number): boolean {
  const live = view.nodes('server').filter(({ status }) => status === 'up');
  return live.every(({ state }) => prefixEnd(state) >= round);
}

/** Whether a client has read the log up to a round. */
export function hasRead(view: View, number: number, round: number): boolean {
  return (client(view, number)?.upTo ?? 0) >= round;
}

/** Whether a server has recovered and has the log up to a round. */
export function isRecovered(view: View, number: number, round: number): boolean {
  const state = server(view, number);
  return (
    state !== undefined && state.recovery === null && !hasHole(state) && prefixEnd(state) >= round
  );
}

/** Whether the service has stopped for want of a majority. */
export function hasStopped(view: View): boolean {
  const state = balancer(view);
  return state !== undefined && isStopped(state);
}

/** The counter of the highest ballot that a server has promised or accepted last. */
export function counterAt(view: View, number: number): number {
  return server(view, number)?.latest?.ballot.counter ?? 0;
}

/** How many lines typed as texts have been acknowledged. */
export function acknowledged(view: View): number {
  return view
    .operations()
    .filter(({ command, outcome }) => command?.type === 'say' && outcome === 'ok').length;
}

/** How the logs of all live servers differ from `texts`, in the order of the rounds; `null` if they do not. */
export function logsDiffer(view: View, texts: readonly string[]): string | null {
  const wanted = texts.join(' | ');
  for (const { id, status, state } of view.nodes('server')) {
    if (status !== 'up') continue;
    const found = state.log
      .map((decision) => (decision === null ? '(hole)' : wholeText(decision.value)))
      .join(' | ');
    if (found !== wanted)
      return `${id} has ${found === '' ? 'nothing' : found} instead of ${wanted}`;
  }
  return null;
}

/** How the chat of a client differs from `texts`; `null` if it does not. */
export function windowDiffers(view: View, number: number, texts: readonly string[]): string | null {
  const found = (client(view, number)?.lines ?? []).map(({ text }) => wholeText(text)).join(' | ');
  const wanted = texts.join(' | ');
  return found === wanted ? null : `client-${number} reads ${found} instead of ${wanted}`;
}

/** What is wrong with the loads; `null` if they are as said. */
export function loadsDiffer(view: View, wanted: string): string | null {
  return loads(view) === wanted ? null : `the loads are ${loads(view)} instead of ${wanted}`;
}
