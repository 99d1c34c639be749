import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import styles from '../controls/Controls.module.css';
import { IconButton } from '../controls/IconButton.tsx';

interface ModalProps {
  readonly title: string;
  readonly summary: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog over the page; mount it to open it. */
export function Modal({ title, summary, onClose, children }: ModalProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.veil} />
        <Dialog.Content
          ref={box}
          className={styles.dialog}
          // The first control is the one that closes: reading comes before that.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            box.current?.focus();
          }}
        >
          <header>
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} label="Close" keys="Esc" />
            </Dialog.Close>
          </header>
          <Dialog.Description>{summary}</Dialog.Description>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
