import { memo, type ReactNode } from 'react';
import styles from './Feed.module.css';
import { formatMoment, formatSeconds } from '../format.ts';
import { WholeNames } from '../controls/RichText.tsx';
import { epochStyle } from '../look.ts';
import { usePlayground } from '../playground.ts';
import type { FeedLine } from '../readings.ts';
import { walkLines } from './walk-lines.ts';

interface FeedItemProps {
  readonly line: FeedLine;
  /** Leaves out the node where every line is about the same one. */
  readonly anonymous?: boolean | undefined;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
  readonly onFocus: (key: string) => void;
}

/** One line of the feed with its reason; a click goes to the moment. */
export const FeedItem = memo(function FeedItem(props: FeedItemProps): ReactNode {
  const { line, anonymous = false, isStop, onFocus } = props;
  const { act } = usePlayground();
  return (
    <li className={styles.item} data-weight={line.weight} data-tone={line.tone}>
      <button
        type="button"
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onFocus(line.key)}
        onKeyDown={walkLines}
        title={`Go to ${formatMoment(line.time)}`}
        onClick={() => act.seekEvent(line.event)}
      >
        <time>{formatSeconds(line.time)}</time>
        <i className={styles.dot} style={epochStyle(line.epoch)} aria-hidden />
        <span>
          {!anonymous && line.node !== null && (
            <>
              <b>
                <WholeNames text={line.node} />
              </b>{' '}
            </>
          )}
          <WholeNames text={line.sentence} />
        </span>
      </button>
      {line.reason !== null && (
        <p className={styles.reason} style={epochStyle(line.epoch)}>
          <WholeNames text={line.reason} />
          {line.source !== null && <cite> · {line.source}</cite>}
        </p>
      )}
    </li>
  );
});
