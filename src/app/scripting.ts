/**
 * `window.replicarium`: the same deeds and readings as plain functions, for teachers and tests. Every call is
 * synchronous, returns plain JSON data and throws an `Error` in plain words on bad input. Times are virtual milliseconds.
 * Described in `docs/scripting.md`.
 */
import * as v from 'valibot';
import type { Intent, LinkSettings } from '../kernel/intent.ts';
import type { NodeId } from '../kernel/process.ts';
import { intentSchema, TIME_MAX } from '../run/schema.ts';
import type { AppPlayground } from './create-playground.ts';
import type { MayGoOn } from '../run/run.ts';
import { readChecks } from './read-run.ts';
import { patience } from './session.ts';
import { readFlights, readNodeList, readTrace } from './script-readings.ts';

export type Scripting = ReturnType<typeof createScripting>;

declare global {
  interface Window {
    replicarium: Scripting;
  }
}

/** Real ms that one call may simulate. */
const SCRIPT_MS_MAX = 60_000;

const wholeOf = (what: string, least: number, most: number) =>
  v.pipe(
    v.number(`${what} must be a number`),
    v.check(
      (value) => Number.isInteger(value) && value >= least && value <= most,
      `${what} must be a whole number from ${least} to ${most}`,
    ),
  );
const textOf = (what: string) => v.string(`${what} must be a text`);

const openSchema = v.strictObject(
  {
    protocol: textOf('protocol'),
    seed: v.optional(wholeOf('seed', 0, Number.MAX_SAFE_INTEGER)),
    options: v.optional(v.record(v.string(), v.unknown(), 'options must be an object')),
    scenario: v.optional(v.nullable(textOf('scenario'))),
  },
  'open takes { protocol, seed, options, scenario } and nothing else',
);

/** The value if it fits, else an `Error` with the schema's sentence. */
function fitting<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = issue === undefined ? null : v.getDotPath(issue);
  throw new Error(`${place === null ? '' : `${place}: `}${issue?.message ?? 'bad input'}`);
}

/** Builds the scripting API over a playground. */
export function createScripting(playground: AppPlayground) {
  const { session, refresh } = playground;
  const perform = (intent: Intent): void => {
    session.do(fitting(intentSchema, intent));
    refresh();
  };
  const onNode = (type: 'crash' | 'restart' | 'freeze' | 'thaw' | 'wipe') => (id: NodeId) =>
    perform({ type, node: fitting(textOf('id'), id) });
  const added = (role: string): NodeId => {
    perform({ type: 'add', role: fitting(textOf('role'), role) });
    return session.run.world.records().at(-1)?.id ?? '';
  };
  return {
    ...createDriving(playground),
    command: (client: NodeId, text: string): void =>
      perform({
        type: 'command',
        client: fitting(textOf('client'), client),
        text: fitting(textOf('text'), text),
      }),
    crash: onNode('crash'),
    restart: onNode('restart'),
    freeze: onNode('freeze'),
    thaw: onNode('thaw'),
    wipe: onNode('wipe'),
    addNode: added,
    removeNode: (id: NodeId): void => perform({ type: 'remove', node: fitting(textOf('id'), id) }),
    partition: (groups: readonly (readonly NodeId[])[]): void =>
      perform({ type: 'partition', groups }),
    heal: (): void => perform({ type: 'heal' }),
    setNetwork: (settings: Partial<LinkSettings>): void =>
      perform({ type: 'network', settings: { ...session.run.world.weather, ...settings } }),
    setFlaw: (name: string, on: boolean): void =>
      perform({
        type: 'flaw',
        name: fitting(textOf('name'), name),
        on: fitting(v.boolean('on must be true or false'), on),
      }),
    /** Any deed at all, as in `docs/scripting.md`. */
    do: perform,
    ...createReading(playground),
  };
}

/** Opening, playing, moving in time. */
function createDriving({ session, refresh, act }: AppPlayground) {
  const moved = (move: (mayGoOn: MayGoOn) => void, isThere: () => boolean): void => {
    session.playback.playing = false;
    session.go(() => move(patience(SCRIPT_MS_MAX)));
    refresh();
    if (isThere()) return;
    throw new Error(
      `gave up after ${SCRIPT_MS_MAX / 1000} s of simulating; the run stands at ${session.run.world.now} ms`,
    );
  };
  const isAt = (time: number) => (): boolean => session.run.world.now >= time;
  return {
    /** Opens a run, paused at its beginning. */
    open: (request: v.InferInput<typeof openSchema>): void => {
      session.open(fitting(openSchema, request));
      session.pause();
      act.set({ selected: null, flight: null, menu: null, client: null, notice: null });
      refresh();
    },
    play: (): void => {
      session.play();
      refresh();
    },
    pause: (): void => {
      session.pause();
      refresh();
    },
    advance: (ms: number): void => {
      const by = fitting(wholeOf('ms', 0, TIME_MAX), ms);
      const time = session.run.world.now + by;
      moved((mayGoOn) => session.run.advanceTo(time, mayGoOn), isAt(time));
    },
    step: (count = 1): void => {
      const steps = fitting(wholeOf('count', -1e9, 1e7), count);
      moved(
        () => {
          if (steps < 0) session.run.seekEvent(session.run.world.events + steps);
          else for (let step = 0; step < steps; step += 1) session.run.next();
        },
        () => true,
      );
    },
    seek: (ms: number): void => {
      const time = fitting(wholeOf('ms', 0, TIME_MAX), ms);
      moved((mayGoOn) => session.run.seekTime(time, mayGoOn), isAt(time));
    },
    now: (): number => session.run.world.now,
  };
}

/** Readings, copied so that nobody outside can change the run. */
function createReading({ session, read }: AppPlayground) {
  return {
    nodes: () => copied(readNodeList(session.run)),
    flights: () => copied(readFlights(session.run)),
    trace: (from = 0) =>
      copied(readTrace(session.run, fitting(wholeOf('from', 0, Number.MAX_SAFE_INTEGER), from))),
    operations: () => copied(session.run.world.operations()),
    checks: () =>
      readChecks(session.run).map(({ id, kind, holds, detail, unpromised }) => ({
        id,
        kind,
        holds,
        detail,
        unpromised,
      })),
    protocols: () =>
      copied(
        read
          .protocols()
          .map(({ id, title, summary, options }) => ({ id, title, summary, options })),
      ),
    scenarios: () =>
      session.run.protocol.scenarios.map(({ id, title, summary, seed }) => ({
        id,
        title,
        summary,
        seed,
      })),
    link: (): string => read.link(),
    /** Fingerprint of the whole state at this moment. */
    fingerprint: (): string => read.fingerprint(),
  };
}

function copied<T>(data: T): T {
  return structuredClone(data);
}
