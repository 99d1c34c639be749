import type { Intent } from '../../kernel/intent.ts';

/** Why a deed lies outside what the protocol is made for: it rests on one coordinator with stable storage. */
export function refuses(intent: Intent): string | null {
  const { type } = intent;
  if ((type !== 'wipe' && type !== 'remove') || !intent.node.startsWith('coordinator-'))
    return null;
  return type === 'wipe'
    ? 'the log of the coordinator is the memory of every decision; the flaw "The coordinator keeps no log" shows what its loss does'
    : 'there is one coordinator, and nobody takes its place: crash it instead';
}
