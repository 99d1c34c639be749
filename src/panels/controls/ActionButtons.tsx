import type { ReactNode } from 'react';
import controls from './Controls.module.css';
import { usePlayground } from '../playground.ts';
import type { ActionFace } from '../readings.ts';

interface ActionButtonsProps {
  readonly label: string;
  readonly actions: readonly ActionFace[];
  /** Class of the row. */
  readonly className: string | undefined;
}

/** A row of actions; one that would change nothing is greyed, and says why when it is pressed. */
export function ActionButtons({ label, actions, className }: ActionButtonsProps): ReactNode {
  const { act } = usePlayground();
  return (
    <fieldset className={className} aria-label={label}>
      {actions.map(({ id, label: name, reason, intent }) => (
        <button
          key={id}
          type="button"
          className={controls.button}
          aria-disabled={reason !== null}
          title={reason ?? undefined}
          onClick={() =>
            reason === null ? act.do(intent) : act.set({ notice: { text: reason, bad: false } })
          }
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
