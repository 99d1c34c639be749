/** Deeds that the scenarios do. */
import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { PaxosVocabulary } from './messages.ts';
import { modeDeeds, setting } from './modes.ts';
import { clientAt } from './scenario-conditions.ts';

type View = WorldView<PaxosVocabulary>;

/** A line typed in the window of client NUMBER. */
export function say(client: number, text: string): Intent {
  return { type: 'command', client: `client-${client}`, text };
}

/** A line typed by whoever is at server NUMBER. */
export function sayAt(server: number, text: string): (view: View) => readonly Intent[] {
  return (view) => {
    const client = clientAt(view, server);
    return client === undefined ? [] : [{ type: 'command', client, text }];
  };
}

export function crash(server: number): Intent {
  return { type: 'crash', node: `server-${server}` };
}

/** A crash before anything of its last step has left. */
export function crashMute(server: number): Intent {
  return { type: 'crash', node: `server-${server}`, keepSends: 0 };
}

export function restart(server: number): Intent {
  return { type: 'restart', node: `server-${server}` };
}

/** Every message takes exactly so long. */
export function steady(latencyMs: number): Intent {
  const settings = {
    latencyMs: [latencyMs, latencyMs],
    lossPercent: 0,
    duplicatePercent: 0,
  } as const;
  return { type: 'network', settings };
}

/** Gives a server without a mode one. */
export function mode(server: number, text: string): () => readonly Intent[] {
  return () => modeDeeds(`server-${server}`, text);
}

/** Lifts the mode `text` of a server. */
export function noMode(server: number, text: string): () => readonly Intent[] {
  return () => {
    const node = `server-${server}`;
    const rules = modeDeeds(node, text).flatMap((deed) =>
      deed.type === 'rule' ? [deed.rule] : [],
    );
    const read = setting.read('', node, rules);
    return read.kind === 'deeds' ? read.intents : [];
  };
}

export const addClient: Intent = { type: 'add', role: 'client' };
