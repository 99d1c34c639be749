/**
 * Who is who, and the order of requests. A process that restarts is a new process: a life is a node and its incarnation. Lives
 * are ordered by the node's number, then by incarnation; that order breaks ties between equal clocks, as in Lamport's `⇒`.
 */
import type { NodeId } from '../../kernel/process.ts';

/** A life of a node, as in `client-2.1`. */
export type Uid = string;

/** The time stamp of a broadcast: the client's clock at the sending, then the client. */
export interface RequestId {
  readonly clock: number;
  readonly client: Uid;
}

export function uidOf(node: NodeId, incarnation: number): Uid {
  return `${node}.${incarnation}`;
}

/** The node whose life it is. */
export function nodeOf(uid: Uid): NodeId {
  return uid.slice(0, uid.lastIndexOf('.'));
}

export function incarnationOf(uid: Uid): number {
  return Number(uid.slice(uid.lastIndexOf('.') + 1));
}

export function isClient(node: NodeId): boolean {
  return node.startsWith('client-');
}

/** By the node's number, then by incarnation: `client-2.1`, `client-10.1`, `client-10.2`. */
export function compareUids(one: Uid, other: Uid): number {
  if (one === other) return 0;
  return numberOf(one) - numberOf(other) || incarnationOf(one) - incarnationOf(other);
}

/** By clock, then by client (Lamport 1978, "ordering the events totally"). */
export function compareIds(one: RequestId, other: RequestId): number {
  return one.clock - other.clock || compareUids(one.client, other.client);
}

/** `c2`, and from its second life on `c2.2`. */
export function shortUid(uid: Uid): string {
  const incarnation = incarnationOf(uid);
  const short = `${uid.charAt(0)}${numberOf(uid)}`;
  return incarnation === 1 ? short : `${short}.${incarnation}`;
}

/** `17.c2`. */
export function idText({ clock, client }: RequestId): string {
  return `${clock}.${shortUid(client)}`;
}

function numberOf(uid: Uid): number {
  return Number(uid.slice(uid.lastIndexOf('-') + 1, uid.lastIndexOf('.')));
}
