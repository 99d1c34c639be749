import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import controls from '../controls/Controls.module.css';
import styles from './Dialogs.module.css';
import { formatMoment } from '../format.ts';
import { Modal } from './Modal.tsx';
import { usePlayground, useFace, useInterface, useReading } from '../playground.ts';
import type { Face, Interface } from '../faces.ts';
import type { Readings } from '../playground.ts';

const selectShare = (state: Interface): boolean => state.share;
const selectNow = (face: Face): number => face.now;
const selectEvent = (face: Face): number => face.event;
const readLink = (read: Readings): string => read.link();
const readFingerprint = (read: Readings): string => read.fingerprint();

/** A link to exactly this run at exactly this moment. */
export function ShareDialog(): ReactNode {
  return useInterface(selectShare) ? <Share /> : null;
}

function Share(): ReactNode {
  const { act } = usePlayground();
  const link = useReading(readLink);
  const fingerprint = useReading(readFingerprint);
  const now = useFace(selectNow);
  const event = useFace(selectEvent);
  return (
    <Modal
      title="Share this run"
      summary="Whoever opens the link gets the same run, event for event, paused at this moment."
      onClose={() => act.set({ share: false })}
    >
      <div className={styles.share}>
        <CopyField label="Link" text={link} />
        <CopyField label="Frame for a page or a slide" text={embedCode(link)} />
        <dl className={styles.facts}>
          <dt>moment</dt>
          <dd>{formatMoment(now)}</dd>
          <dt>event</dt>
          <dd>{event}</dd>
          <dt>fingerprint of the state</dt>
          <dd>{fingerprint}</dd>
        </dl>
      </div>
    </Modal>
  );
}

/** The link with `?embed`, in an iframe. */
export function embedCode(link: string): string {
  const [page = link, hash = ''] = link.split('#', 2);
  const query = page.includes('?') ? '&embed' : '?embed';
  const source = `${page}${query}${hash === '' ? '' : `#${hash}`}`.replaceAll('&', '&amp;');
  return `<iframe src="${source}" width="960" height="600" title="Replicarium"></iframe>`;
}

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
}

type CopyState = 'idle' | 'copied' | 'failed';
const WORDS: Record<CopyState, string> = {
  idle: 'Copy',
  copied: 'Copied',
  failed: 'Copy it by hand',
};

function CopyField({ label, text }: CopyFieldProps): ReactNode {
  const { act } = usePlayground();
  const [state, setState] = useState<CopyState>('idle');
  const copy = async (): Promise<void> => {
    const done = label === 'Link' ? await act.copyLink() : await copyText(text);
    setState(done ? 'copied' : 'failed');
  };
  return (
    <div className={styles.copy}>
      <label>
        {label}
        <input
          className={controls.field}
          readOnly
          value={text}
          onFocus={({ target }) => target.select()}
        />
      </label>
      <button
        type="button"
        className={controls.button}
        aria-live="polite"
        onClick={() => void copy()}
      >
        {state === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        {WORDS[state]}
      </button>
    </div>
  );
}

async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
