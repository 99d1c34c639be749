import type { Intent } from '../../kernel/intent.ts';
import { has } from './ladder.ts';
import { agreedLeader, leads, live, type View } from './reading.ts';

/** What to try next, by what was done and by what stands open on the stage. */
export function hint(view: View, done: ReadonlySet<Intent['type']>): string {
  const nodes = live(view);
  const [registry] = view.nodes('registry');
  const { options } = view;
  if (nodes.length === 0) return '**Nobody is up.** Click a node to restart it.';
  if (!has('discovery', options))
    return 'One node. Type `set apple 1`, then `get apple`. Then crash it and ask again.';
  if (registry !== undefined && registry.status !== 'up') {
    return '**The registry is down.** The cluster goes on with the list it has. Try to add a node; then click the registry.';
  }
  if (!has('election', options))
    return 'Type `set apple 1` at one client, `get apple` at the other: two nodes, two tables.';
  if (view.isParted) {
    return '**A partition.** Type `set pear 2` on each side and see who is answered 201. Then heal it.';
  }
  const crashed = view.nodes('node').find(({ status }) => status === 'crashed');
  const agreed = agreedLeader(view);
  if (!('leader' in agreed))
    return `**${agreed.lack.replace(/^nobody/, 'Nobody')}.** Watch the pings go to the higher names, and the answers come back.`;
  if (crashed !== undefined) {
    return `**${crashed.id} is down**, ${agreed.leader.id} leads. Click it again: it follows and is sent what it missed.`;
  }
  const follower = nodes.find((node) => !leads(node));
  if (!done.has('command') && follower !== undefined) {
    const [client] = view.nodes('client');
    return client === undefined || client.state.node === agreed.leader.id
      ? `Type \`use ${follower.id}\`, then \`set pear 2\`: it sends you on to **${agreed.leader.id}**.`
      : `Type \`set pear 2\`: **${client.state.node}** follows, and sends you on to **${agreed.leader.id}**.`;
  }
  if (!done.has('crash'))
    return `**Click ${agreed.leader.id}**, the leader, to crash it. Half a second later its silence is noticed.`;
  if (!done.has('partition'))
    return 'Take the scissors (`4`) and cut the leader off; then write on both sides.';
  if (!done.has('wipe'))
    return 'Crash a node, wipe its disk (`6`), restart it: it must learn and be admitted anew.';
  return 'Go back with `←`, do something else: the old future is kept as a branch.';
}
