import { Hourglass } from 'lucide-react';
import { Fragment, useRef, type ReactNode } from 'react';
import type { Wait } from '../../protocols/views.ts';
import { formatCount, formatSpan } from '../format.ts';
import { custom } from '../look.ts';
import { usePlayground, useFace, useReading } from '../playground.ts';
import type { Face } from '../faces.ts';
import type { Readings } from '../playground.ts';
import { RichText } from '../controls/RichText.tsx';
import { useLingering } from './use-lingering.ts';
import { useHeight } from '../controls/use-size.ts';
import styles from './Waits.module.css';

/** A shorter wait is how things go; it would only flash by. Virtual ms. */
const NOTABLE_MS = 300;
const MOST_WAITS = 4;
const MOST_NAMES = 3;

const selectNow = (face: Face): number => face.now;
const readWaits = (read: Readings): readonly Wait[] => read.waits();

interface WaitsProps {
  /** Only the waits of this node, and those for it. */
  readonly of?: string;
}

/** Who waits for whom, while somebody does. The room outlasts a wait by a moment: what lies below must not hop. */
export function Waits({ of: node }: WaitsProps): ReactNode {
  const now = useFace(selectNow);
  const waits = useReading(readWaits).filter(
    (wait) =>
      now - wait.since >= NOTABLE_MS &&
      (node === undefined || wait.node === node || wait.peers.includes(node)),
  );
  const list = useRef<HTMLDivElement>(null);
  const room = useLingering(useHeight(list));
  return (
    <div className={styles.room} style={custom({ '--room': `${room}px` })}>
      {/* Its height includes the gap under the list. */}
      <div ref={list} className={styles.list}>
        {waits.length > 0 && (
          <section className={styles.waits} aria-label="Who waits">
            <WaitList waits={waits} now={now} />
          </section>
        )}
      </div>
    </div>
  );
}

/** Nodes that wait for the same. */
interface SharedWait extends Omit<Wait, 'node'> {
  readonly nodes: readonly string[];
}

/** Waits for the same peers and the same thing become one, as old as the oldest. */
export function sharedWaits(waits: readonly Wait[]): readonly SharedWait[] {
  const shared = new Map<string, SharedWait>();
  for (const { node, ...wait } of waits) {
    const key = JSON.stringify([wait.peers, wait.what, wait.effect]);
    const before = shared.get(key);
    const nodes = [...(before?.nodes ?? []), node];
    shared.set(key, { ...wait, nodes, since: Math.min(wait.since, before?.since ?? wait.since) });
  }
  return [...shared.values()];
}

interface WaitListProps {
  readonly waits: readonly Wait[];
  readonly now: number;
}

function WaitList({ waits, now }: WaitListProps): ReactNode {
  const shared = sharedWaits(waits);
  const effects = shared.map(({ effect }) => effect);
  const more = shared.length - MOST_WAITS;
  return (
    <>
      <ul>
        {shared.slice(0, MOST_WAITS).map(({ effect, ...wait }, place) => (
          // What was said of one is not said again of the next.
          <WaitItem
            key={`${wait.nodes.join()} ${wait.what}`}
            wait={{ ...wait, effect: effects.indexOf(effect) < place ? '' : effect }}
            now={now}
          />
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>and {formatCount(more, 'more wait')}</p>}
    </>
  );
}

function WaitItem({ wait, now }: { readonly wait: SharedWait; readonly now: number }): ReactNode {
  const { nodes, peers, what, effect, since } = wait;
  return (
    <li className={styles.wait}>
      <Hourglass size={13} aria-hidden />
      <p>
        <NodeLinks ids={nodes} /> {nodes.length === 1 ? 'waits' : 'wait'} for{' '}
        <NodeLinks ids={peers} />
        {peers.length === 0 && what}
      </p>
      <time>{formatSpan(Math.max(0, now - since))}</time>
      <p className={styles.effect}>
        {peers.length > 0 && <span>{what}</span>}
        {peers.length > 0 && effect !== '' && ' — '}
        <RichText text={effect} />
      </p>
    </li>
  );
}

function NodeLinks({ ids }: { readonly ids: readonly string[] }): ReactNode {
  const more = ids.length - MOST_NAMES;
  return (
    <>
      {ids.slice(0, MOST_NAMES).map((id, place) => (
        <Fragment key={id}>
          {place > 0 && ', '}
          <NodeLink id={id} />
        </Fragment>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
}

function NodeLink({ id }: { readonly id: string }): ReactNode {
  const { act } = usePlayground();
  return (
    <button
      type="button"
      className={styles.node}
      title={`Inspect ${id}`}
      onClick={() => act.set({ selected: id, tab: 'inspector' })}
    >
      {id}
    </button>
  );
}
