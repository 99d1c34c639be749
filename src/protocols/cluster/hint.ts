import type { Intent } from '../../kernel/intent.ts';
import { has } from './ladder.ts';
import { agreedLeader, leads, live, type View } from './reading.ts';

/** What to try next, by what was done and by what stands open on the stage. */
export function hint(view: View, done: ReadonlySet<Intent['type']>): string {
  return trouble(view) ?? nextDeed(view, done);
}

/** What is out of order, and what to do about it or watch in it; `null` if nothing is. */
function trouble(view: View): string | null {
  const { options } = view;
  if (live(view).length === 0) return '**Nobody is up.** Click a node to restart it.';
  if (!has('discovery', options)) return null;
  const [registry] = view.nodes('registry');
  if (registry !== undefined && registry.status !== 'up') {
    return '**The registry is down.** The cluster goes on with the list it has. Try to add a node; then click the registry.';
  }
  if (!has('election', options)) return null;
  if (view.isParted) {
    return '**A partition.** Type `set pear 2` on each side and see who is answered 201. Then heal it.';
  }
  const agreed = agreedLeader(view);
  if ('lack' in agreed) {
    return `**${agreed.lack.replace(/^nobody/, 'Nobody')}.** After five periods of silence pings go to the higher names, and answers come back.`;
  }
  const crashed = view.nodes('node').find(({ status }) => status === 'crashed');
  if (crashed === undefined) return null;
  const whatThen = has('replication', options)
    ? 'it follows and is sent what it missed'
    : 'it follows, with an empty table';
  return `**${crashed.id} is down**, ${agreed.leader.id} leads. Click it again: ${whatThen}.`;
}

/** What there is to try while all is well. */
function nextDeed(view: View, done: ReadonlySet<Intent['type']>): string {
  const { options } = view;
  if (!has('discovery', options)) {
    return 'One node. Type `set apple 1`, then `get apple`. Then crash it and ask again.';
  }
  if (!has('election', options)) {
    return 'Type `set apple 1` at one client, `get apple` at the other: two nodes, two tables.';
  }
  const leader = live(view).find(leads)?.id ?? 'the leader';
  if (!done.has('command')) return firstWrite(view, leader);
  if (!done.has('crash')) {
    return `**Click ${leader}**, the leader, to crash it. After five periods its silence is noticed.`;
  }
  if (!done.has('partition')) {
    return 'Take the scissors (`4`) and cut the leader off; then write on both sides.';
  }
  if (!done.has('wipe') && has('replication', options)) {
    return 'Crash a node, wipe its disk (`6`), restart it: it must learn and be admitted anew.';
  }
  return 'Go back with `←`, do something else: the old future is kept as a branch.';
}

function firstWrite(view: View, leader: string): string {
  const talksTo = view.nodes('client')[0]?.state.node;
  if (!has('copying', view.options)) {
    return 'Type `set pear 2` at one client, `get pear` at the other: a leader, and still two tables.';
  }
  if (talksTo !== undefined && talksTo !== leader) {
    return `Type \`set pear 2\`: **${talksTo}** follows, and sends you on to **${leader}**.`;
  }
  const follower = live(view).find((node) => !leads(node));
  return follower === undefined
    ? 'Type `set pear 2`, then add a node: it is to have what was written before it came.'
    : `Type \`use ${follower.id}\`, then \`set pear 2\`: it sends you on to **${leader}**.`;
}
