/** What facts, nodes and properties cite, and how they count time. */
export const README = 'README of the distributed database project';
export const RAFT = 'Ongaro and Ousterhout 2014';

/** `0.5 s`. */
export function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
