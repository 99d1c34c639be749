/** Small change of prose, for facts and for nodes. */

export const README = 'README of the distributed database project';
export const RAFT = 'Ongaro and Ousterhout 2014';

/** `0.5 s`. */
export function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
