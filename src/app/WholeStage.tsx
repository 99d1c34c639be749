import { Focus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../panels/controls/IconButton.tsx';
import { usePlayground } from '../panels/playground.ts';

/** Brings back a stage that was drawn or zoomed out of sight. */
export function WholeStage(): ReactNode {
  const { act } = usePlayground();
  return (
    <IconButton
      icon={Focus}
      label="Show the whole stage"
      keys="0"
      side="left"
      aria-keyshortcuts="0"
      onClick={() => act.fit()}
    />
  );
}
