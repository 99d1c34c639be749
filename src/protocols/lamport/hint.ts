import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { LamportVocabulary } from './messages.ts';

/** What to try next, by what stands open on the stage and by what was done. */
export function hint(
  view: WorldView<LamportVocabulary>,
  done: ReadonlySet<Intent['type']>,
): string {
  if (view.isParted) {
    return '**A partition is not a failure here.** Nobody times out: whoever lacks an ack waits. Heal it, and all goes on.';
  }
  const replicas = view.nodes('replica');
  const joining = replicas.find(({ status, state }) => status === 'up' && state.joining !== null);
  if (joining !== undefined) {
    return `**${joining.id} joins as a new member**: every client sends to it, then it takes over the state of another.`;
  }
  const live = replicas.filter(({ status }) => status === 'up' || status === 'frozen');
  const [last] = live;
  if (live.length === 1 && last !== undefined && replicas.length > 1) {
    return `**${last.id} is the last that holds the state**, and clients notice nothing. Click a crashed one to bring it back.`;
  }
  if (!done.has('command'))
    return 'Type `e Harvard University 10`. In the stability test, **the smallest head request is next**.';
  if (!done.has('crash'))
    return '**Click a replica** to crash it: the others go on without a pause, down to the last.';
  if (!view.nodes('client').some(({ status }) => status === 'crashed')) {
    return '**Crash a client**: replicas agree on its last broadcast, one after the other. `q` leaves in order.';
  }
  if (!done.has('partition')) {
    return 'Take the scissors (`4`) and draw a line through the stage: everything waits, nothing is lost.';
  }
  return 'Add a client and type `n MIT 02139`. Its first id exceeds every clock that it was told.';
}
