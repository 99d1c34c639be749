import { tinykeys } from 'tinykeys';
import { TOOLS } from './faces.ts';
import type { Playground } from './playground.ts';
import { speedAt, speedStop } from './timeline/speed.ts';

/** Every key, for the help. */
export const SHORTCUTS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['Space'], 'play, pause'],
  [['→'], 'one event forward'],
  [['←'], 'one event back'],
  [['Shift', '→'], 'to the next mark'],
  [['Shift', '←'], 'to the previous mark'],
  [['['], 'slower'],
  [[']'], 'faster'],
  [['L'], 'live: to the newest moment'],
  [['1'], 'hammer: crash, restart'],
  [['2'], 'hand: select, drag'],
  [['3'], 'snowflake: freeze, thaw'],
  [['4'], 'scissors: cut a link, or drag a line to part the stage'],
  [['5'], 'clock: rate, fire a timer'],
  [['6'], 'eraser: wipe a disk'],
  [['0'], 'the whole stage again'],
  [['N'], 'new client'],
  [['Enter'], 'use the tool on the focused node'],
  [['Menu'], 'every action on the focused node'],
  [['↑'], 'in a console: what was typed before'],
  [['Tab'], 'in a console: complete the command'],
  [['Ctrl', 'K'], 'find anything by name (⌘ on a Mac)'],
  [['?'], 'this help'],
  [['Esc'], 'close what is open, leave the presentation'],
];

const TYPING = 'input, textarea, select, [contenteditable="true"]';
const OPEN = '[role="menu"], [role="listbox"], [role="dialog"][data-state="open"]';

/** Binds the keys of the page to a playground; returns what unbinds them. */
export function bindShortcuts(target: Window, playground: Playground): () => void {
  const { act, face, interface: ui } = playground;
  const pointer = watchPointer(target);
  const faster = (stops: number): void =>
    act.setSpeed(speedAt(speedStop(face.getState().speed) + stops));
  const palette = (): void => act.set({ palette: !ui.getState().palette });
  const tools = TOOLS.map((tool, place) => [`${place + 1}`, () => act.setTool(tool)] as const);
  const keys: Record<string, () => void> = {
    Space: () => act.toggle(),
    ArrowRight: () => act.step(1),
    ArrowLeft: () => act.step(-1),
    'Shift+ArrowRight': () => act.stepMark(1),
    'Shift+ArrowLeft': () => act.stepMark(-1),
    '[': () => faster(-1),
    ']': () => faster(1),
    l: () => act.goLive(),
    '0': () => act.fit(),
    n: () => addClient(playground),
    '?': () => act.set({ help: true }),
    'Shift+?': () => act.set({ help: true }),
    Escape: () => escape(playground),
    ...Object.fromEntries(tools),
  };
  const guarded = Object.entries(keys).map(
    ([key, run]) =>
      [
        key,
        (event: KeyboardEvent) => {
          if (isTaken(event, pointer.pointed())) return;
          event.preventDefault();
          run();
        },
      ] as const,
  );
  const onSetUp = (event: KeyboardEvent): void => {
    const { setUps } = face.getState().protocol;
    const found = setUps.find(({ key }) => key === event.key);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (found !== undefined && isPlain && !isTaken(event, pointer.pointed())) act.setUp(found.id);
  };
  target.addEventListener('keydown', onSetUp);
  const unbind = tinykeys(target, {
    ...Object.fromEntries(guarded),
    '$mod+k': (event) => {
      event.preventDefault();
      palette();
    },
  });
  return () => {
    unbind();
    target.removeEventListener('keydown', onSetUp);
    pointer.stop();
  };
}

/** Whether a key already means something where it was pressed. */
function isTaken(event: KeyboardEvent, pointed: boolean): boolean {
  if (event.defaultPrevented) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.matches(TYPING) || target.closest(OPEN) !== null) return true;
  if (event.code !== 'Space' || !target.matches('button, a, [role]')) return false;
  // A control reached by keyboard takes the space itself; one that was merely clicked does not keep it.
  if (pointed && target instanceof HTMLElement) target.blur();
  return !pointed;
}

/** Tells whether the focus was last moved by a pointer rather than by Tab. */
function watchPointer(target: Window): {
  readonly pointed: () => boolean;
  readonly stop: () => void;
} {
  let pointed = false;
  const onPointer = (): void => {
    pointed = true;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') pointed = false;
  };
  target.addEventListener('pointerdown', onPointer, true);
  target.addEventListener('keydown', onKey, true);
  return {
    pointed: () => pointed,
    stop: () => {
      target.removeEventListener('pointerdown', onPointer, true);
      target.removeEventListener('keydown', onKey, true);
    },
  };
}

function addClient({ face, act }: Playground): void {
  const found = Object.entries(face.getState().protocol.roles).find(
    ([, role]) => role.family === 'client' && role.addLabel !== undefined,
  );
  if (found !== undefined) act.do({ type: 'add', role: found[0] });
}

function escape({ act, interface: ui }: Playground): void {
  const state = ui.getState();
  if (state.flight !== null || state.menu !== null) act.set({ flight: null, menu: null });
  else if (state.present && !state.embed) act.set({ present: false });
  else if (state.notice !== null) act.set({ notice: null });
  else if (state.selected !== null) act.set({ selected: null });
}
