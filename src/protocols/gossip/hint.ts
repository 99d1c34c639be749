import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { GossipVocabulary } from './messages.ts';

/** What to try next, by what was done and by what stands open on the stage. */
export function hint(view: WorldView<GossipVocabulary>, done: ReadonlySet<Intent['type']>): string {
  const [balancer] = view.nodes('balancer');
  const replicas = view.nodes('replica');
  if (balancer !== undefined && balancer.status !== 'up') {
    return '**The balancer is down.** Nothing is put in order until it is back: click it.';
  }
  if (!replicas.some(({ status }) => status === 'up')) {
    return '**Every replica is lost.** Commands queue up. Click one to restart it: where would it get the table from?';
  }
  if (view.isParted) {
    return '**A partition.** An entry cannot cross; the balancer holds the rest until every member agrees.';
  }
  const crashed = replicas.find(({ status }) => status === 'crashed');
  if (crashed !== undefined) {
    const isListed = balancer?.state.members.some(({ id }) => id === crashed.id) === true;
    return isListed
      ? `**${crashed.id} is silent.** After ${balancer.state.members.length + 1} s without a word it leaves every list.`
      : `**${crashed.id} is off the list.** Click it again: it joins by pulling the table.`;
  }
  if (!done.has('command')) return 'Type `insert Tom 18`. Then click a replica to crash it.';
  if (!done.has('crash'))
    return 'Watch the number spread, one push a second. **Click a replica** to crash it.';
  if (!done.has('partition')) return 'Take the scissors (`4`) and draw a line through the stage.';
  return 'Go back with `←`, do something else: the old future is kept as a branch.';
}
