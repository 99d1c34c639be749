import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { CommitVocabulary } from './messages.ts';
import { list } from '../words.ts';

/** What to try next, by what was done and by what stands open on the stage. */
export function hint(view: WorldView<CommitVocabulary>, done: ReadonlySet<Intent['type']>): string {
  const [coordinator] = view.nodes('coordinator');
  const workers = view.nodes('worker');
  const doubtful = workers.filter(
    ({ status, state }) => status === 'up' && state.inDoubt.length > 0,
  );
  if (coordinator?.status === 'crashed') {
    return doubtful.length > 0
      ? `**${doubtful.length > 3 ? `${doubtful.length} workers` : list(doubtful.map(({ id }) => id))} voted yes and must wait** for a decision that is not theirs to make. Click the coordinator: its log has it, or the lack of it.`
      : '**The coordinator is down.** Commands end as unknown until it is back: click it.';
  }
  if (!workers.some(({ status }) => status === 'up')) {
    return '**Every worker is down.** Type `set a 2`: the answer is an error at once. Click one to restart it.';
  }
  if (view.isParted) {
    return '**A partition.** A second of silence drops a worker; a commit that was logged stands all the same.';
  }
  const crashed = workers.find(({ status }) => status === 'crashed');
  if (crashed !== undefined) {
    const isListed = coordinator?.state.pool.some(({ id }) => id === crashed.id) === true;
    return isListed
      ? `**${crashed.id} is down and nobody has noticed.** Type \`set a 2\`: its vote does not come, and after a second the write is aborted.`
      : `**${crashed.id} is out of the pool.** Click it: it asks for what it missed and takes a table over.`;
  }
  if (!done.has('command')) return 'Type `set a 2` and watch the votes come in. Then `verify`.';
  if (!done.has('crash')) {
    return 'Type `set b 3` and **click the coordinator while the votes fly**: what can a worker do that has said yes?';
  }
  if (!done.has('partition')) {
    return 'Take the scissors (`4`), cut a worker off, then type `multiset 20`.';
  }
  return 'Type `rapidset 10`: one set succeeds, nine are refused. Or go back with `←` and do something else.';
}
