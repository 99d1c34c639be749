/** The branches of the run outlive a reload: the address tells of one, the tab's own storage of the others. */
import { adoptTree, encodeTree } from '../run/tree.ts';
import type { Session } from './session.ts';

const KEY = 'replicarium branches';

/** Keeps the branches whenever the page is left. */
export function keepBranches(session: Session): void {
  window.addEventListener('pagehide', () => {
    try {
      const { run } = session;
      // A single branch is in the address as far as the moment that is shown; beyond it lies more to keep.
      if (run.branches.length > 1 || !run.isLive) sessionStorage.setItem(KEY, encodeTree(run));
      else sessionStorage.removeItem(KEY);
    } catch {
      // Storage is closed or full: the link has the branch that is shown.
    }
  });
}

/** Takes up the branches that were kept, if they are those of the run that is shown. */
export function recallBranches(session: Session): void {
  try {
    const text = sessionStorage.getItem(KEY);
    if (text === null) return;
    adoptTree(session.run, text);
    session.changed();
  } catch {
    // They are of another run, or storage holds something else: the run stands by itself.
  }
}
