/** Who votes, and how many are enough. */
import type { Node, NodeId } from '../../kernel/process.ts';
import type { Configuration, RaftVocabulary } from './messages.ts';

type Flaws = Pick<Node<RaftVocabulary>, 'flaw'>;

/** Every server of a configuration once: while two lists stand, of both. */
export function membersOf({ old, voters }: Configuration): readonly NodeId[] {
  return old === null ? voters : [...new Set([...old, ...voters])];
}

export function isMember({ old, voters }: Configuration, server: NodeId): boolean {
  return voters.includes(server) || (old !== null && old.includes(server));
}

/** How many of `count` are more than half. */
export function majority(count: number, node?: Flaws): number {
  return node?.flaw('wrong-majority') === true
    ? Math.max(1, Math.floor(count / 2))
    : Math.floor(count / 2) + 1;
}

/** Whether those for whom `has` is true are enough to decide; during joint consensus of each list by itself (section 6). */
export function isQuorum(
  { old, voters }: Configuration,
  has: (server: NodeId) => boolean,
  node?: Flaws,
): boolean {
  const isEnough = (servers: readonly NodeId[]): boolean =>
    servers.length > 0 && servers.filter(has).length >= majority(servers.length, node);
  return isEnough(voters) && (old === null || isEnough(old));
}

/** The highest number that a majority has reached; during joint consensus a majority of each list. */
export function reachedByQuorum(
  { old, voters }: Configuration,
  reached: (server: NodeId) => number,
  node?: Flaws,
): number {
  const among = (servers: readonly NodeId[]): number => {
    const numbers = servers.map(reached).toSorted((a, b) => b - a);
    return numbers[majority(servers.length, node) - 1] ?? 0;
  };
  return old === null ? among(voters) : Math.min(among(voters), among(old));
}

/** Whether some majority of `one` and some majority of `other` have no server in common. */
export function canSplit(one: readonly NodeId[], other: readonly NodeId[]): boolean {
  const shared = one.filter((server) => other.includes(server)).length;
  const own = one.length - shared;
  const foreign = other.length - shared;
  const neededHere = Math.max(0, majority(one.length) - own);
  const neededThere = Math.max(0, majority(other.length) - foreign);
  return neededHere + neededThere <= shared;
}
