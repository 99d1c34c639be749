/** Numbers and Markdown. */

/** The value below which `share` (0 to 1) of all lie; `NaN` of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `123,456`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `median (least – greatest)`. */
export function spread(values: readonly number[], text: (value: number) => string): string {
  const [least, median, greatest] = [0, 0.5, 1].map((share) => text(quantile(values, share)));
  return `${median} (${least} – ${greatest})`;
}

/** `12.3`. */
export function tenths(value: number): string {
  return value.toFixed(1);
}

/** Prints a titled table. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log(`### ${title}\n`);
  console.log(line(head));
  console.log(line(head.map((_, column) => (column === 0 ? '---' : '---:'))));
  for (const row of rows) console.log(line(row));
  console.log('');
}
