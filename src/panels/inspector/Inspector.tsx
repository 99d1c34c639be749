import { HardDrive } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionButtons } from '../controls/ActionButtons.tsx';
import { ClockRate } from './ClockRate.tsx';
import controls from '../controls/Controls.module.css';
import { FeedLines } from '../feed/FeedLines.tsx';
import { formatMoment, formatSpan } from '../format.ts';
import styles from './Inspector.module.css';
import { epochStyle } from '../look.ts';
import { OnTheWay } from './OnTheWay.tsx';
import { NodeSettingField } from './NodeSettingField.tsx';
import { usePlayground, useInterface, useReading } from '../playground.ts';
import type { Interface } from '../faces.ts';
import type { Readings } from '../playground.ts';
import type { NodeReading } from '../readings.ts';
import { RichText, WholeNames } from '../controls/RichText.tsx';
import { Sign } from '../controls/Sign.tsx';
import { Waits } from '../ledger/Waits.tsx';

/** Characters, and lines, of a value that takes more room than its field has. */
const LONG_VALUE = 240;
const TALL_VALUE = 6;

const selectSelected = (state: Interface): string | null => state.selected;
const readIds = (read: Readings): readonly string[] => read.nodes().map((node) => node.id);

/** Everything about one node, and everything that can be done with it. */
export function Inspector(): ReactNode {
  const selected = useInterface(selectSelected);
  const node = useReading((read) => (selected === null ? null : read.node(selected)));
  if (node === null) return <NobodySelected />;
  return (
    <article className={styles.inspector} aria-label={node.id}>
      <Head node={node} />
      <NodeActions id={node.id} />
      <NodeSettingField key={node.id} node={node.id} />
      <div className={styles.waits}>
        <Waits of={node.id} />
      </div>
      <Timers node={node} />
      <OnTheWay id={node.id} />
      <Fields node={node} />
      <Recent node={node} />
    </article>
  );
}

function NobodySelected(): ReactNode {
  const { act } = usePlayground();
  const ids = useReading(readIds);
  return (
    <div className={styles.inspector}>
      <p className={styles.quiet}>Take the hand (key 2) and choose a node, or choose one here.</p>
      <div className={styles.actions}>
        {ids.map((id) => (
          <button
            key={id}
            type="button"
            className={controls.button}
            onClick={() => act.set({ selected: id })}
          >
            {id}
          </button>
        ))}
      </div>
    </div>
  );
}

function Head({ node }: { readonly node: NodeReading }): ReactNode {
  const { localMs, ratePermille } = node.clock;
  return (
    <header className={styles.head}>
      <h2>
        <i style={epochStyle(node.epoch)} data-status={node.status} aria-hidden>
          {node.label}
        </i>
        {node.id}
        <small data-status={node.status}>{node.status}</small>
      </h2>
      <p>
        <RichText text={node.sentence} />
      </p>
      <dl>
        <dt>own clock</dt>
        <dd>
          {formatMoment(localMs)}
          {ratePermille !== 1000 && ` · runs at ${ratePermille / 10} %`}
        </dd>
        <dt>its rate</dt>
        <dd>
          <ClockRate node={node} />
        </dd>
        <dt>life</dt>
        <dd>
          {node.incarnation} · {node.status} since {formatMoment(node.since)}
        </dd>
      </dl>
    </header>
  );
}

function NodeActions({ id }: { readonly id: string }): ReactNode {
  const actions = useReading((read) => read.actions(id));
  return <ActionButtons label={`Actions on ${id}`} actions={actions} className={styles.actions} />;
}

function Timers({ node }: { readonly node: NodeReading }): ReactNode {
  const { act } = usePlayground();
  if (node.timers.length === 0) return null;
  return (
    <section>
      <h3>Timers</h3>
      <ul className={styles.timers}>
        {node.timers.map((timer) => (
          <li key={timer.id}>
            <span>{timer.title}</span>
            <code>in {formatSpan(timer.dueInMs)}</code>
            <button
              type="button"
              className={controls.button}
              aria-label={`Fire ${timer.title} now`}
              onClick={() => act.do({ type: 'fire', pending: timer.id })}
            >
              Fire now
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ node }: { readonly node: NodeReading }): ReactNode {
  return (
    <section>
      <h3>State</h3>
      <dl className={styles.fields}>
        {inOrder(node).map((field) => (
          <div key={field.name} data-changed={field.changed} data-long={field.value.includes('\n')}>
            <dt>
              {field.name}
              {field.durable && <Sign icon={HardDrive} size={12} text="on disk" />}
            </dt>
            <dd
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
              tabIndex={isTall(field.value) ? 0 : undefined}
              title={field.changed ? `was ${field.previous ?? 'absent'}` : undefined}
            >
              <WholeNames text={field.value} />
              {field.changed && <small>was {short(field.previous ?? 'absent')}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Whether a value may need to scroll, and must be reachable by keyboard then. */
function isTall(value: string): boolean {
  return value.length > LONG_VALUE || value.split('\n').length > TALL_VALUE;
}

/** What tells most comes first: what the node's sentence speaks of, what is on disk, then bare numbers; what would hide all of these is last. */
function inOrder({ fields, sentence }: NodeReading): NodeReading['fields'] {
  const spoken = sentence.split(/\W+/);
  const rankOf = ({ name, durable, value }: NodeReading['fields'][number]): number => {
    if (isTall(value)) return 4;
    const place = spoken.indexOf(name);
    if (place >= 0) return place - spoken.length;
    if (durable) return 1;
    return /^-?[\d.]+$/.test(value) ? 3 : 2;
  };
  return fields.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function Recent({ node }: { readonly node: NodeReading }): ReactNode {
  if (node.recent.length === 0) return null;
  return (
    <section className={styles.recent}>
      <h3>Lately</h3>
      <FeedLines lines={node.recent} anonymous />
    </section>
  );
}
