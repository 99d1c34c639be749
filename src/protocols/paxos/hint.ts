import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { isStopped } from './balancer.ts';
import type { PaxosVocabulary } from './messages.ts';

/** What to try next, by what was done and by what stands open on the stage. */
export function hint(view: WorldView<PaxosVocabulary>, done: ReadonlySet<Intent['type']>): string {
  const [balancer] = view.nodes('balancer');
  const servers = view.nodes('server');
  if (balancer !== undefined && balancer.status !== 'up') {
    return '**The balancer is down.** Nobody minds, as long as no server fails: only a new place needs it.';
  }
  if (balancer !== undefined && isStopped(balancer.state)) {
    return '**No majority.** Nothing can be chosen. Restart a server: the votes on the disks are enough to go on.';
  }
  const recovering = servers.find(
    ({ status, state }) => status === 'up' && state.recovery !== null,
  );
  if (recovering !== undefined) {
    return `**${recovering.id} learns the log again**, one NOP a round; the others answer with what was chosen.`;
  }
  const crashed = servers.find(({ status }) => status === 'crashed');
  if (crashed !== undefined) {
    return `**${crashed.id} is down.** Say something: a majority is enough. Then click it again to restart it.`;
  }
  if (view.isParted) {
    return '**A partition.** Whoever sits with a majority can choose; say something on each side.';
  }
  if (!done.has('command'))
    return 'Type `hello` in a chat window and watch it cross the servers twice.';
  if (!done.has('crash'))
    return '**Click the server of a client** to crash it: the client hops to another.';
  if (!done.has('rule')) {
    return 'Select a server and type the mode `a:5` in the inspector: its votes come five seconds late. Does it matter?';
  }
  if (!haveSpokenAtOnce(view)) {
    return 'Press `r`: a client at each server speaks in the same instant. **Several proposers, one round**: watch the highest ballot win.';
  }
  if (!done.has('partition')) {
    return 'Take the scissors (`4`) and draw a line between the servers: which side can still choose?';
  }
  return 'Go back with `←`, do something else: the old future is kept as a branch.';
}

/** Whether two clients have said something in the same instant. */
function haveSpokenAtOnce(view: WorldView<PaxosVocabulary>): boolean {
  const operations = view.operations();
  return operations.some(({ client, started }, index) => {
    const before = operations[index - 1];
    return before !== undefined && before.started === started && before.client !== client;
  });
}
