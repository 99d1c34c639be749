/** The drawings of the legend. */
import type { ReactNode } from 'react';
import styles from './Legend.module.css';

/** What is drawn in a box of 32 by 22, and what it says. */
export type Mark = readonly [mark: ReactNode, what: string];

/** Every mark of the stage in the order in which a person meets it. */
export const STAGE_MARKS: readonly Mark[] = [
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
      <circle cx="16" cy="14" r="7" className={styles.node} />
      <path d="M11 6.5L10.4 1l3.2 2.4L16 0l2.4 3.4L21.6 1 21 6.5z" className={styles.crown} />
    </g>,
    'crown: it leads',
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
      <circle cx="5" cy="11" r="3" className={styles.vote} />
      <path d="M10 8l5.5 6M15.5 8L10 14" className={styles.ring} />
      <circle cx="21" cy="11" r="3" className={styles.granted} />
      <circle cx="28.5" cy="11" r="2.6" className={styles.hollow} />
    </g>,
    'dots towards the others: yes, no, on its way, not known',
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
    <g key="m">
      <path d="M8 4l7 7-7 7-7-7zM8 8v6M5 11h6" className={styles.hollow} />
      <path d="M24 4l7 7-7 7-7-7z" className={styles.hollow} />
      <path d="M15.5 11h17" className={styles.bar} />
    </g>,
    'a plus, a bar: yes, no',
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
  [
    <g key="m">
      <rect x="2" y="8" width="8" height="8" className={styles.data} />
      <text x="21" y="15" className={styles.tag}>
        12
      </text>
    </g>,
    'figures beside a message: its time stamp or ballot',
  ],
  [
    <g key="m">
      <rect x="1" y="2" width="30" height="18" rx="9" className={styles.outline} />
      <circle cx="10" cy="11" r="4" className={styles.node} />
      <circle cx="22" cy="11" r="4" className={styles.node} />
    </g>,
    'outline around nodes: a group that counts together, such as a quorum',
  ],
];

/** Every mark of the ledger. */
export const LEDGER_MARKS: readonly Mark[] = [
  [cell(styles.missing), 'dotted and hollow: waited for'],
  [cell(styles.tentative), 'dashed: known here, not committed'],
  [cell(styles.committed), 'solid: committed'],
  [
    <g key="m">
      {cell(styles.committed)}
      <path d="M25 13v3a3 3 0 0 1-3 3h-3z" className={styles.corner} />
    </g>,
    'solid with a filled corner: applied',
  ],
  [
    <g key="m">
      {cell(styles.tentative)}
      <path d="M9 11h14" className={styles.strike} />
    </g>,
    'struck out: will be removed',
  ],
  [
    <g key="m">
      <rect x="1" y="3" width="30" height="16" rx="4" className={styles.committed} />
      <path d="M4.5 4v14M8 19l7-16M15 19l7-16M22 19l7-16" className={styles.swallowed} />
    </g>,
    'block over several columns: a snapshot in their place',
  ],
  [
    <g key="m">
      {cell(styles.missing)}
      <path d="M4 0h9l-4.5 6z" className={styles.next} />
    </g>,
    'arrow on a cell: what this node is sent next begins here',
  ],
  [
    <g key="m">
      <rect x="4.5" y="0.5" width="23" height="21" rx="6" className={styles.lit} />
      {cell(styles.committed)}
    </g>,
    'ring around a cell: the one to look at',
  ],
  [
    <g key="m" className={styles.lock}>
      <rect x="10" y="10" width="12" height="9" rx="2" />
      <path d="M12.5 10V7a3.5 3.5 0 0 1 7 0v3" />
    </g>,
    'lock: the key is held until somebody decides',
  ],
  [
    <path key="m" d="M10 9h12M10 14h12M19 5l-6 13" className={styles.differs} />,
    'unequal: the nodes do not hold the same',
  ],
];

/** A cell of a matrix, in one of its standings. */
function cell(standing: string | undefined): ReactNode {
  return <rect key="m" x="7" y="3" width="18" height="16" rx="4" className={standing} />;
}
