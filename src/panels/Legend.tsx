import type { ReactNode } from 'react';
import styles from './Legend.module.css';

/** Every mark of the stage in the order in which a person meets it: what is drawn in a box of 32 by 22, and what it says. */
const MARKS: readonly (readonly [mark: ReactNode, what: string])[] = [
  [<circle key="m" cx="16" cy="11" r="8" className={styles.node} />, 'a replica'],
  [<rect key="m" x="8" y="3" width="16" height="16" rx="5" className={styles.node} />, 'a client'],
  [
    <path key="m" d="M12 3h8l4.6 8-4.6 8h-8l-4.6-8z" className={styles.node} />,
    'a balancer, coordinator or registry',
  ],
  [
    <g key="m">
      <circle cx="16" cy="11" r="8" className={styles.epoch} />
      <text x="16" y="15" className={styles.number}>
        3
      </text>
    </g>,
    'fill and number: its epoch, that is term, round or newest entry',
  ],
  [
    <g key="m">
      <circle cx="16" cy="11" r="6" className={styles.node} />
      <path d="M16 1.5a9.5 9.5 0 1 1-9.5 9.5" className={styles.ring} />
    </g>,
    'ring: time left on its next timer',
  ],
  [
    <g key="m">
      <circle cx="16" cy="11" r="8" className={styles.crashed} />
      <path d="M13 4l3 5-3 3 4 6" className={styles.crack} />
    </g>,
    'hollow and cracked: crashed',
  ],
  [
    <g key="m">
      <circle cx="16" cy="11" r="8" className={styles.frozen} />
      <path d="M16 6v10M11.7 8.5l8.6 5M20.3 8.5l-8.6 5" className={styles.frost} />
    </g>,
    'frost: frozen, it will go on where it was',
  ],
  [
    <g key="m" className={styles.disk}>
      <path d="M10 7v8c0 1.7 2.7 3 6 3s6-1.3 6-3V7" />
      <ellipse cx="16" cy="7" rx="6" ry="3" />
    </g>,
    'small disk: what survives a crash; it blinks when written',
  ],
  [
    <path key="m" d="M22 11l-10 6V5z" className={styles.client} />,
    'triangle: a client’s request or its answer',
  ],
  [<path key="m" d="M16 4l7 7-7 7-7-7z" className={styles.vote} />, 'diamond: vote or prepare'],
  [
    <rect key="m" x="10" y="5" width="12" height="12" className={styles.data} />,
    'square: data, append or commit',
  ],
  [<circle key="m" cx="16" cy="11" r="6" className={styles.gossip} />, 'disc: gossip, push'],
  [<circle key="m" cx="16" cy="11" r="3" className={styles.beat} />, 'dot: heartbeat'],
  [
    <rect key="m" x="10" y="5" width="12" height="12" className={styles.hollow} />,
    'hollow: a reply',
  ],
  [
    <path
      key="m"
      d="M16 2v18M7 11h18M9.6 4.6l12.8 12.8M22.4 4.6L9.6 17.4"
      className={styles.lost}
    />,
    'red burst: lost',
  ],
  [
    <g key="m">
      <path d="M2 11h28" className={styles.ribbon} />
      <text x="16" y="15" className={styles.number}>
        42
      </text>
    </g>,
    'ribbon with a count: more messages than can be drawn one by one',
  ],
];

/** What the marks on the stage mean. */
export function Legend(): ReactNode {
  return (
    <section aria-label="Marks">
      <h3>Marks on the stage</h3>
      <dl className={styles.marks}>
        {MARKS.map(([mark, what]) => (
          <div key={what}>
            <dt>
              <svg width="32" height="22" viewBox="0 0 32 22" aria-hidden>
                {mark}
              </svg>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
