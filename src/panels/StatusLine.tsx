import type { ReactNode } from 'react';
import { formatLatency, formatSpan, weather } from './format.ts';
import { usePlayground, useFace, useReading } from './playground.ts';
import type { Face } from './faces.ts';
import type { Readings } from './playground.ts';
import type { NetworkReading } from './readings.ts';
import styles from './StatusLine.module.css';

const selectSpeed = (face: Face): number => face.speed;
const selectLagging = (face: Face): boolean => face.lagging;
const readNetwork = (read: Readings): NetworkReading => read.network();

/** The network and the scale of time in one line; a click leads to their dials. */
export function StatusLine(): ReactNode {
  const { act } = usePlayground();
  const speed = useFace(selectSpeed);
  const lagging = useFace(selectLagging);
  const { base, groups, cuts } = useReading(readNetwork);
  return (
    <button
      type="button"
      className={styles.line}
      title="Open the network dials"
      onClick={() => act.set({ tab: 'network' })}
    >
      <span>
        latency <b>{formatLatency(base.latencyMs)}</b>
      </span>
      <span>
        loss <b>{base.lossPercent} %</b>
      </span>
      {base.duplicatePercent > 0 && (
        <span>
          copies <b>{base.duplicatePercent} %</b>
        </span>
      )}
      <span>
        weather <b>{weather(base, groups.length > 0 || cuts.length > 0)}</b>
      </span>
      <span>
        1 s = <b>{formatSpan(speed * 1000)}</b>
        {lagging && ', busy: slower'}
      </span>
    </button>
  );
}
