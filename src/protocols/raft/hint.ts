import type { Intent } from '../../kernel/intent.ts';
import type { WorldView } from '../../kernel/trace.ts';
import { isQuorum } from './configuration.ts';
import { leaderOf } from './ledger.ts';
import type { RaftVocabulary } from './messages.ts';

/** What to try next, by what was done and by how the cluster stands. */
export function hint(view: WorldView<RaftVocabulary>, done: ReadonlySet<Intent['type']>): string {
  const servers = view.nodes('server');
  const up = servers.filter(({ status }) => status === 'up');
  const leader = leaderOf(view);
  const [first] = up;
  const isUp = (id: string): boolean => up.some((server) => server.id === id);
  if (first === undefined)
    return '**Every server is down.** Logs and votes are on disk: click one.';
  if (!isQuorum((leader ?? first).state.configuration, isUp)) {
    return '**No majority is up.** Nothing can be committed, and nothing is lost: click a server to restart it.';
  }
  if (view.isParted) {
    return '**A partition.** Type `set x 1` at each client: only the side with a majority can commit.';
  }
  if (leader === undefined) {
    return '**Nobody leads.** The first election timer to run out decides: watch the rings.';
  }
  const newcomer = up.find(({ state }) => state.configuration.voters.length === 0);
  if (newcomer !== undefined) {
    return `**${newcomer.id} is no member yet.** Type \`add ${newcomer.id}\`: it gets the log before it may vote.`;
  }
  if (!done.has('command'))
    return 'Type `set x 1`. Then **click the leader**, the one with the crown.';
  if (!done.has('crash'))
    return `**Click ${leader.id}** to crash the leader, and watch the next term begin.`;
  if (servers.some(({ status }) => status === 'crashed')) {
    return 'Click the crashed server: it comes back with its log, and **what conflicts is cut off**.';
  }
  if (!done.has('partition'))
    return 'Take the scissors (`4`) and cut the leader off from a majority.';
  return `Type \`transfer ${up.find(({ id }) => id !== leader.id)?.id ?? leader.id}\`, \`load 30\`, or \`snapshot ${leader.id}\`.`;
}
