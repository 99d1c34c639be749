import { useState, type ReactNode } from 'react';
import { FeedItem } from './FeedItem.tsx';
import type { FeedLine } from '../readings.ts';

interface FeedLinesProps {
  readonly lines: readonly FeedLine[];
  readonly className?: string | undefined;
  readonly anonymous?: boolean;
}

/** Lines of the feed as one stop of Tab: the line that was last walked to, or the newest. */
export function FeedLines({ lines, className, anonymous }: FeedLinesProps): ReactNode {
  const [last, setLast] = useState<string | null>(null);
  const stop = lines.some(({ key }) => key === last) ? last : lines[0]?.key;
  return (
    <ol className={className}>
      {lines.map((line) => (
        <FeedItem
          key={line.key}
          line={line}
          anonymous={anonymous}
          isStop={line.key === stop}
          onFocus={setLast}
        />
      ))}
    </ol>
  );
}
