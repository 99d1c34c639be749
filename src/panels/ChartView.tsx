import { scaleLinear } from 'd3-scale';
import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { useRef, type ReactNode } from 'react';
import type { Chart } from '../protocols/protocol.ts';
import styles from './Ledger.module.css';
import { useWidth } from './use-size.ts';

const HEIGHT = 118;
const TOP = 12;
const FOOT = 20;
const LEFT = 4;
const RIGHT = 4;
/** Two names closer than this would touch, CSS pixels. */
const NAME_GAP = 16;
/** A curve that ends this close to the right edge has its name under it, CSS pixels. */
const NAME_ROOM = 72;

type Series = Chart['series'][number];

/** A curve of the run, drawn solid, beside the dashed one that theory predicts. */
export function ChartView({ chart }: { readonly chart: Chart }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 340);
  const x = scaleLinear([chart.x.from, chart.x.to], [LEFT, width - RIGHT]).clamp(true);
  const y = scaleLinear([chart.y.from, chart.y.to], [HEIGHT - FOOT, TOP]).clamp(true);
  const draw = ({ kind, points }: Series): string | null =>
    line<readonly [number, number]>(
      ([at]) => x(at),
      ([, value]) => y(value),
    ).curve(kind === 'observed' ? curveStepAfter : curveLinear)(points);
  // What was observed has the first choice of place.
  const bySight = chart.series.toSorted((one, other) => one.kind.localeCompare(other.kind));
  const named = placeNames(bySight, x, y, width - NAME_ROOM);
  return (
    <section className={styles.chart} aria-label={chart.title}>
      <header className={styles.caption}>
        <h2>{chart.title}</h2>
        <code>{chart.caption}</code>
      </header>
      <div ref={box}>
        <svg width={width} height={HEIGHT} aria-hidden>
          <path
            className={styles.axis}
            d={`M${LEFT} ${TOP - 4}V${HEIGHT - FOOT}H${width - RIGHT}`}
          />
          {chart.series.map((series) => (
            <path
              key={series.title}
              className={styles.curve}
              data-kind={series.kind}
              d={draw(series) ?? ''}
            />
          ))}
          {named.map(({ series, nameX, nameY }) => (
            <text
              key={series.title}
              className={styles.name}
              data-kind={series.kind}
              textAnchor={nameX > width - NAME_ROOM ? 'end' : 'start'}
              x={nameX > width - NAME_ROOM ? width - RIGHT : nameX}
              y={nameY}
            >
              {series.title}
            </text>
          ))}
          <text className={styles.tick} x={LEFT} y={HEIGHT - 4}>
            {tick(chart.x.from)}
          </text>
          <text className={styles.tick} data-end="true" x={width - RIGHT} y={HEIGHT - 4}>
            {tick(chart.x.to)}
          </text>
          <text className={styles.tick} data-middle="true" x={width / 2} y={HEIGHT - 4}>
            {chart.x.title}
          </text>
        </svg>
      </div>
    </section>
  );
}

/** An end of the axis, in seconds. */
function tick(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}

interface Name {
  readonly series: Series;
  readonly nameX: number;
  readonly nameY: number;
}

/**
 * Names stand beside the ends of their curves, or under or over them where a curve ends at the edge; one that would
 * touch another moves towards the middle.
 */
function placeNames(
  all: readonly Series[],
  x: (value: number) => number,
  y: (value: number) => number,
  lastX: number,
): readonly Name[] {
  const placed: Name[] = [];
  for (const series of all) {
    const end = series.points.at(-1);
    if (end === undefined) continue;
    const nameX = x(end[0]) + 7;
    const endY = y(end[1]);
    const inward = endY < HEIGHT / 2 ? 1 : -1;
    let nameY = nameX > lastX ? endY + 5 + inward * 11 : endY + 4;
    while (placed.some((other) => touches(other, nameX, nameY))) nameY += inward * NAME_GAP;
    placed.push({ series, nameX, nameY });
  }
  return placed;
}

function touches(name: Name, x: number, y: number): boolean {
  return Math.abs(name.nameX - x) < NAME_ROOM && Math.abs(name.nameY - y) < NAME_GAP;
}
