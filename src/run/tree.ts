/**
 * All branches of a run, as a browser's storage keeps them. A link tells of one branch; who opens it where the run was before finds the
 * others beside it.
 */
import * as v from 'valibot';
import type { Run } from './run.ts';
import { firstIssue, treeSchema } from './schema.ts';

/** The branches of a run as text. */
export function encodeTree(run: Run): string {
  const { protocol, options, seed, scenario } = run.recipe;
  const branches = run.branches.map(({ id, name, parent, fork, head, intents }) => {
    return { id, name, parent, fork, head, intents };
  });
  return JSON.stringify({
    run: { protocol, options, seed, scenario },
    current: run.branch.id,
    branches,
  });
}

/** Gives a run the branches that a text tells of. Throws an `Error` that says why not, if they are not branches of this very run. */
export function adoptTree(run: Run, text: string): void {
  const result = v.safeParse(treeSchema, JSON.parse(text), { abortEarly: true });
  if (!result.success) throw new Error(`no branches: ${firstIssue(result.issues)}`);
  const { run: other, current, branches } = result.output;
  const { protocol, options, seed, scenario } = run.recipe;
  if (JSON.stringify(other) !== JSON.stringify({ protocol, options, seed, scenario })) {
    throw new Error('these are branches of another run');
  }
  run.adopt(branches, current);
}
