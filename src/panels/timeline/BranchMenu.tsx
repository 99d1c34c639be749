import type { LucideIcon } from 'lucide-react';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import { formatMoment } from '../format.ts';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { BranchReading } from '../readings.ts';
import styles from './TimeBar.module.css';

const readBranches = (read: Readings): readonly BranchReading[] => read.timeline().branches;

/** Every future that was kept: its name can be changed, and it can be gone back to. */
export function BranchMenu({ icon: Icon }: { readonly icon: LucideIcon }): ReactNode {
  const branches = useReading(readBranches);
  if (branches.length < 2) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.speed} aria-label={`${branches.length} branches`}>
        <Icon size={13} aria-hidden />
        {branches.length}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={controls.popover}
          aria-label="Branches"
          sideOffset={44}
          collisionPadding={8}
          align="end"
        >
          <h2 className={styles.title}>Branches</h2>
          <ul className={styles.branches}>
            {branches.map((branch) => (
              <Branch key={branch.id} branch={branch} />
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Branch({ branch }: { readonly branch: BranchReading }): ReactNode {
  const { act } = usePlayground();
  return (
    <li>
      <input
        className={controls.field}
        aria-label={`Name of branch ${branch.name}`}
        key={branch.name}
        defaultValue={branch.name}
        onBlur={({ target }) => {
          const name = target.value.trim();
          if (name !== '' && name !== branch.name) act.renameBranch(branch.id, name);
        }}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
      />
      <small>
        from {formatMoment(branch.forkTime)} to {formatMoment(branch.endTime)}
      </small>
      {branch.current ? (
        <span className={styles.here}>here</span>
      ) : (
        <button type="button" className={controls.button} onClick={() => act.goToBranch(branch.id)}>
          Go there
        </button>
      )}
    </li>
  );
}
