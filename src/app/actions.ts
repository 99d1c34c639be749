/** What a person can do, as functions: each changes the session or the interface; what cannot be done becomes a notice. */
import type { StoreApi } from 'zustand/vanilla';
import type { Intent } from '../kernel/intent.ts';
import { lane } from '../kernel/network.ts';
import type { NodeId } from '../kernel/process.ts';
import { missing } from '../checks/judge.ts';
import { protocolCalled } from '../protocols/registry.ts';
import type { Interface, Tool } from '../panels/faces.ts';
import type { Actions } from '../panels/playground.ts';
import { SPEED_MAX, SPEED_MIN, type Until } from '../run/playback.ts';
import type { Run } from '../run/run.ts';
import type { Stage } from '../stage/stage.ts';
import { addressOf, showLink } from './address.ts';
import { whyNoDisk } from './read-nodes.ts';
import type { Session } from './session.ts';

export interface StageHandle {
  current: Stage | null;
}

/** Builds the actions over a session, the interface's store, and the stage if there is one. */
export function createActions(
  session: Session,
  ui: StoreApi<Interface>,
  stage: StageHandle,
): Actions {
  const notice = (text: string, bad: boolean): void => ui.setState({ notice: { text, bad } });
  /** Runs `deed`; a failure becomes a notice. */
  const attempt = (deed: () => void): void => {
    ui.setState({ notice: null });
    try {
      deed();
    } catch (error) {
      notice(error instanceof Error ? error.message : String(error), true);
    }
  };
  const doIntent = (intent: Intent): void => attempt(() => session.do(intent));
  return {
    do: doIntent,
    applySetting: (node, text) => applySetting(session, ui, node, text),
    toggleCut: (one, other) => doIntent(cutOrMend(session.run, one, other)),
    useTool: (node) => attempt(() => applyTool(session, ui, stage, node)),
    open: (what) => attempt(() => openRun(session, ui, what)),
    play: () => session.play(),
    pause: () => session.pause(),
    toggle: () => (session.playback.playing ? session.pause() : session.play()),
    step: (count) => attempt(() => stepBy(session, count)),
    stepMark: (direction) => attempt(() => stepToMark(session, direction)),
    seekTime: (ms) => attempt(() => session.go((run) => run.seekTime(ms))),
    seekEvent: (event) => attempt(() => pausedAt(session, (run) => run.seekEvent(event))),
    goLive: () => attempt(() => session.go((run) => run.seek(run.branch.head))),
    setSpeed: (speed) => {
      session.playback.speed = Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
      session.changed();
    },
    setDrive: (drive) => {
      session.drive = drive;
      if (drive === 'choose') session.pause();
      else session.changed();
    },
    playUntil: (what) => {
      session.playback.until = untilOf(session.run, what);
      session.play();
    },
    goToBranch: (id) => attempt(() => pausedAt(session, (run) => run.goTo(id))),
    renameBranch: (id, name) => renameBranch(session, id, name),
    setTool: (tool) => {
      ui.setState({ tool });
      stage.current?.setTool(tool);
    },
    fit: () => stage.current?.fit(),
    setUp: (id) => attempt(() => setUp(session, id)),
    set: (change) => ui.setState(change),
    copyLink: () => copyLink(session),
  };
}

/** Whether the browser allowed it. */
async function copyLink(session: Session): Promise<boolean> {
  const link = session.link();
  showLink(link);
  try {
    await navigator.clipboard.writeText(addressOf(link));
    return true;
  } catch {
    return false;
  }
}

/** The refusal belongs beside the field: it does not become a notice. */
function applySetting(
  session: Session,
  ui: StoreApi<Interface>,
  node: NodeId,
  text: string,
): string | null {
  const { protocol, world } = session.run;
  const { setting } = protocol;
  if (setting === undefined || setting.role !== world.find(node)?.role)
    return `nothing can be set at ${node}`;
  const meaning = setting.read(text, node, world.bus.network.rules);
  if (meaning.kind === 'refusal') return meaning.text;
  ui.setState({ notice: null });
  try {
    for (const intent of meaning.intents) session.do(intent);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** All its deeds at this moment; those before one that cannot be done stay done. */
function setUp(session: Session, id: string): void {
  const { protocol, world } = session.run;
  const found = protocol.setUps?.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${protocol.title} has no set-up "${id}"`);
  const meaning = found.deeds(world);
  if (meaning.kind === 'refusal') throw new Error(meaning.text);
  for (const intent of meaning.intents) session.do(intent);
}

function openRun(
  session: Session,
  ui: StoreApi<Interface>,
  { protocol, scenario, seed, options }: Parameters<Actions['open']>[0],
): void {
  if (protocol === undefined && scenario === undefined) session.openAgain({ seed, options });
  else session.open({ protocol, scenario: scenarioOf(protocol, scenario), seed, options });
  ui.setState({ selected: null, flight: null, menu: null, client: null });
  session.play();
}

/** A protocol that is opened without more ado shows its first scenario; `null` asks for none. */
function scenarioOf(
  protocol: string | undefined,
  scenario: string | null | undefined,
): string | undefined {
  if (scenario !== undefined || protocol === undefined) return scenario ?? undefined;
  return protocolCalled(protocol).scenarios[0]?.id;
}

function renameBranch(session: Session, id: number, name: string): void {
  const branch = session.run.branches.find((other) => other.id === id);
  if (branch !== undefined && name.trim() !== '') branch.name = name.trim().slice(0, 60);
  session.changed();
}

function pausedAt(session: Session, move: (run: Run) => void): void {
  session.playback.playing = false;
  session.go(move);
}

function stepBy(session: Session, count: number): void {
  pausedAt(session, (run) => {
    if (count < 0) run.seekEvent(run.world.events + count);
    else for (let step = 0; step < count; step += 1) run.next();
  });
}

function stepToMark(session: Session, direction: 1 | -1): void {
  const { marks } = session.run.branch.history;
  const now = session.run.world.events;
  const mark =
    direction > 0
      ? marks.find(({ event }) => event > now)
      : marks.findLast(({ event }) => event < now);
  if (mark === undefined) {
    throw new Error(direction > 0 ? 'there is no later mark yet' : 'there is no earlier mark');
  }
  pausedAt(session, (run) => run.seekEvent(mark.event));
}

/** How many events "until it is quiet" lets pass between two looks. */
const QUIET_STRIDE = 20;

function untilOf(start: Run, what: Parameters<Actions['playUntil']>[0]): Until {
  const from = start.world.events;
  const ended = endedIn(start);
  const broken = Object.keys(start.verdicts.broken).length;
  switch (what) {
    case 'mark':
      return ({ branch, world }) =>
        branch.history.marks.some(({ event }) => event > from && event === world.events);
    case 'operation':
      return (run) => endedIn(run) > ended;
    case 'violation':
      return ({ verdicts }) => Object.keys(verdicts.broken).length > broken;
    case 'quiet':
      return ({ protocol, verdicts, world }) =>
        world.events % QUIET_STRIDE === 0 &&
        Object.keys(missing(protocol, verdicts, world)).length === 0;
    default:
      return what;
  }
}

function endedIn({ world }: Run): number {
  return world.operations().filter((operation) => operation.outcome !== 'pending').length;
}

function applyTool(
  session: Session,
  ui: StoreApi<Interface>,
  stage: StageHandle,
  id: NodeId,
): void {
  const { tool } = ui.getState();
  const record = session.run.world.record(id);
  const isDown = record.status === 'crashed' || record.status === 'left';
  const deeds: Record<Tool, () => void> = {
    hammer: () => session.do({ type: isDown ? 'restart' : 'crash', node: id }),
    hand: () => ui.setState({ selected: id, tab: 'inspector' }),
    snowflake: () => session.do({ type: record.status === 'frozen' ? 'thaw' : 'freeze', node: id }),
    scissors: () => session.do(apart(session.run, id)),
    clock: () => ui.setState({ menu: { node: id, ...menuPlace(stage, id) } }),
    eraser: () => {
      const reason = isDown ? whyNoDisk(session.run, id, record.role) : null;
      if (reason !== null) throw new Error(reason);
      session.do({ type: 'wipe', node: id });
    },
  };
  deeds[tool]();
  if (tool !== 'clock') ui.setState({ selected: id });
  stage.current?.select(id);
}

function cutOrMend({ world }: Run, from: NodeId, to: NodeId): Intent {
  const { cuts } = world.bus.network;
  const isCut = cuts.includes(lane(from, to)) || cuts.includes(lane(to, from));
  return { type: isCut ? 'mend' : 'cut', from, to, bothWays: true };
}

/** Cuts a node off from everybody, or ends the partition if that is what it suffers from. */
function apart({ world }: Run, id: NodeId): Intent {
  const isAlone = world.bus.network.groups.some(
    ([one, other]) => one === id && other === undefined,
  );
  if (isAlone) return { type: 'heal' };
  const others = world
    .records()
    .filter((other) => other.status !== 'removed' && other.id !== id)
    .map((other) => other.id);
  return { type: 'partition', groups: [[id], others] };
}

/** Where in the window the menu of a node opens. */
function menuPlace(stage: StageHandle, id: NodeId): { x: number; y: number } {
  const place = stage.current?.nodePoint(id);
  const box = document.querySelector('[data-stage]')?.getBoundingClientRect();
  return { x: (box?.left ?? 0) + (place?.x ?? 0), y: (box?.top ?? 0) + (place?.y ?? 0) };
}
