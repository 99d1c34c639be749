import type { ReactNode } from 'react';
import type { LinkSettings } from '../../kernel/intent.ts';
import controls from '../controls/Controls.module.css';
import { Dial } from '../controls/Dial.tsx';
import { formatCount, formatLatency, formatNodes } from '../format.ts';
import styles from './Network.module.css';
import { usePlayground, useReading } from '../playground.ts';
import type { Readings } from '../playground.ts';
import type { NetworkReading } from '../readings.ts';
import { Rules } from './Rules.tsx';
import { RunOptions } from './RunOptions.tsx';

/** The dial of latency is logarithmic: its stops, in milliseconds. */
const LATENCIES = [
  0, 1, 2, 5, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000, 3000,
  5000,
] as const;

/** How much slower slow is. */
const SLOW = 5;

function presetsOf(fair: LinkSettings): readonly (readonly [name: string, preset: LinkSettings])[] {
  const [least, most] = fair.latencyMs;
  return [
    ['Calm', fair],
    ['Lossy', { ...fair, lossPercent: 20, duplicatePercent: 5 }],
    ['Slow', { ...fair, latencyMs: [least * SLOW, most * SLOW] }],
  ];
}

const readNetwork = (read: Readings): NetworkReading => read.network();

/** The weather between the nodes, and the options that the run was opened with. */
export function Network(): ReactNode {
  const network = useReading(readNetwork);
  return (
    <div className={styles.network}>
      <Weather base={network.base} fair={network.weather} />
      <Partition network={network} />
      <Rules network={network} />
      <RunOptions />
    </div>
  );
}

interface WeatherProps {
  readonly base: LinkSettings;
  readonly fair: LinkSettings;
}

function Weather({ base, fair }: WeatherProps): ReactNode {
  const { act } = usePlayground();
  const set = (change: Partial<LinkSettings>): void =>
    act.do({ type: 'network', settings: { ...base, ...change } });
  return (
    <section aria-label="Every link">
      <header>
        <h2>Every link</h2>
        <fieldset aria-label="Presets">
          {presetsOf(fair).map(([name, preset]) => (
            <button
              key={name}
              type="button"
              className={controls.button}
              onClick={() => set(preset)}
            >
              {name}
            </button>
          ))}
        </fieldset>
      </header>
      <Dial
        label="Latency"
        text={formatLatency(base.latencyMs)}
        values={base.latencyMs.map(latencyStop)}
        least={0}
        most={LATENCIES.length - 1}
        onChange={([least = 0, most = least]) => {
          const [leastBefore, mostBefore] = base.latencyMs;
          const leastMs = latencyAt(least, [leastBefore, mostBefore]);
          const mostMs = latencyAt(most, [mostBefore, leastBefore]);
          set({ latencyMs: [leastMs, Math.max(leastMs, mostMs)] });
        }}
      />
      <Dial
        label="Loss"
        text={`${base.lossPercent} %`}
        values={[base.lossPercent]}
        least={0}
        most={100}
        onChange={([lossPercent = 0]) => set({ lossPercent })}
      />
      <Dial
        label="Duplication"
        text={`${base.duplicatePercent} %`}
        values={[base.duplicatePercent]}
        least={0}
        most={100}
        onChange={([duplicatePercent = 0]) => set({ duplicatePercent })}
      />
    </section>
  );
}

/** An end that was not moved keeps its latency, which may lie between two stops; moved to the other end it takes that one's. */
function latencyAt(stop: number, before: readonly number[]): number {
  return before.find((ms) => latencyStop(ms) === stop) ?? LATENCIES[stop] ?? 0;
}

function latencyStop(ms: number): number {
  const above = LATENCIES.findIndex((stop) => stop >= ms);
  return above === -1 ? LATENCIES.length - 1 : above;
}

function Partition({ network }: { readonly network: NetworkReading }): ReactNode {
  const { act } = usePlayground();
  const { groups, cuts } = network;
  const whole = groups.length === 0 && cuts.length === 0;
  return (
    <section aria-label="Partition">
      <header>
        <h2>Partition</h2>
        {!whole && (
          <button
            type="button"
            className={controls.button}
            onClick={() => act.do({ type: 'heal' })}
          >
            Heal everything
          </button>
        )}
      </header>
      {whole && (
        <p className={styles.quiet}>
          Everybody reaches everybody. Scissors (key 4) cut a link, or the stage in two.
        </p>
      )}
      {groups.map((group) => (
        <p key={group.join()} className={styles.group}>
          <small>{formatCount(group.length, 'node')}</small>
          {formatNodes(group)}
        </p>
      ))}
      {cuts.map(([from, to]) => (
        <div key={`${from} ${to}`} className={styles.cut}>
          <span>
            {from} → {to}
          </span>
          <button
            type="button"
            className={controls.button}
            aria-label={`Mend the link from ${from} to ${to}`}
            onClick={() => act.do({ type: 'mend', from, to, bothWays: false })}
          >
            Mend
          </button>
        </div>
      ))}
    </section>
  );
}
