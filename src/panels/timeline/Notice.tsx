import { Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePlayground, useInterface } from '../playground.ts';
import type { Interface } from '../faces.ts';
import styles from './TimeBar.module.css';

const selectNotice = (state: Interface): Interface['notice'] => state.notice;

/** The last thing that could not be done, and why, in a line of its own under the time line. */
export function Notice(): ReactNode {
  const { act } = usePlayground();
  const notice = useInterface(selectNotice);
  return (
    <output className={styles.notice} data-bad={notice?.bad ?? false}>
      {notice !== null && (
        <>
          {notice.bad ? <TriangleAlert size={13} aria-hidden /> : <Info size={13} aria-hidden />}
          <span>{notice.text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => act.set({ notice: null })}>
            <X size={13} aria-hidden />
          </button>
        </>
      )}
    </output>
  );
}
