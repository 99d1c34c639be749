import { scaleLinear } from 'd3-scale';
import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { useRef, type ReactNode } from 'react';
import type { Chart } from '../../protocols/views.ts';
import styles from './Chart.module.css';
import ledger from './Ledger.module.css';
import { useWidth } from '../controls/use-size.ts';

const HEIGHT = 118;
const TOP = 12;
const FOOT = 20;
/** One figure of the y axis, CSS pixels. */
const FIGURE = 8;
const RIGHT = 4;
type Series = Chart['series'][number];

/** A curve of the run, drawn solid, beside the dashed one that theory predicts. */
export function ChartView({ chart }: { readonly chart: Chart }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 340);
  const longest = Math.max(count(chart.y.to).length, count(chart.y.from).length);
  const left = longest * FIGURE + 10;
  const x = scaleLinear([chart.x.from, chart.x.to], [left, width - RIGHT]).clamp(true);
  const y = scaleLinear([chart.y.from, chart.y.to], [HEIGHT - FOOT, TOP]).clamp(true);
  const draw = ({ kind, points }: Series): string | null =>
    line<readonly [number, number]>(
      ([at]) => x(at),
      ([, value]) => y(value),
    ).curve(kind === 'observed' ? curveStepAfter : curveLinear)(points);
  return (
    <section className={`${ledger.block} ${styles.chart}`} aria-label={chart.title}>
      <header className={ledger.caption}>
        <h2>{chart.title}</h2>
        <code>{chart.caption}</code>
      </header>
      <ul className={styles.names}>
        {chart.series.map(({ title, kind }) => (
          <li key={title} data-kind={kind}>
            {title}
          </li>
        ))}
        <li data-kind="axis">↑ {chart.y.title}</li>
      </ul>
      <div ref={box}>
        <svg width={width} height={HEIGHT} aria-hidden>
          <path
            className={styles.axis}
            d={`M${left} ${TOP - 4}V${HEIGHT - FOOT}H${width - RIGHT}`}
          />
          {chart.series.map((series) => (
            <path
              key={series.title}
              className={styles.curve}
              data-kind={series.kind}
              d={draw(series) ?? ''}
            />
          ))}
          <text className={styles.tick} data-end="true" x={left - 6} y={TOP + 4}>
            {count(chart.y.to)}
          </text>
          <text className={styles.tick} data-end="true" x={left - 6} y={HEIGHT - FOOT}>
            {count(chart.y.from)}
          </text>
          <text className={styles.tick} x={left} y={HEIGHT - 4}>
            {tick(chart.x.from)}
          </text>
          <text className={styles.tick} data-end="true" x={width - RIGHT} y={HEIGHT - 4}>
            {tick(chart.x.to)}
          </text>
          <text className={styles.tick} data-middle="true" x={(left + width) / 2} y={HEIGHT - 4}>
            {chart.x.title}
          </text>
        </svg>
      </div>
    </section>
  );
}

/** An end of the y axis. */
function count(value: number): string {
  return String(Number(value.toFixed(1)));
}

/** An end of the x axis, in seconds. */
function tick(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
