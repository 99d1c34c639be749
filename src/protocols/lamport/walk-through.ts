/** The original's own test, command by command, with the answer that each must have. */
import type { WorldView } from '../../kernel/trace.ts';
import type { LamportVocabulary } from './messages.ts';
import { divergence } from './scenario-conditions.ts';

export const HARVARD = 'Harvard University';

const HEADER = 'availability, ZIP, site';
const BOSTON_ROW = '0, 02215, Boston University';
const HARVARD_ROW = '10, 02138, Harvard University';
const MIT_ROW = '0, 02138, MIT';
const TUFTS_ROW = '0, 02155, Tufts University';

/** Client, command, answer; and the number of the original's check, where it is one. */
type Step = readonly [client: number, command: string, answer: string, check?: number];

const TWO_ROWS = listing(HARVARD_ROW, MIT_ROW);
const THREE_ROWS = listing(BOSTON_ROW, HARVARD_ROW, MIT_ROW);
const FOUR_ROWS = listing(BOSTON_ROW, HARVARD_ROW, MIT_ROW, TUFTS_ROW);
const GOODBYE = 'goodbye';

export const steps: readonly Step[] = [
  [1, 'l', listing('0, 02138, Harvard University'), 1],
  [1, `v ${HARVARD}`, `${HARVARD}: availability 0, ZIP 02138`, 2],
  [2, 'l', listing('0, 02138, Harvard University'), 3],
  [1, `e ${HARVARD} 10`, `${HARVARD} now has availability 10`],
  [2, `v ${HARVARD}`, `${HARVARD}: availability 10, ZIP 02138`, 4],
  [2, 'n MIT 02138', 'MIT added with availability 0, ZIP 02138'],
  [1, 'l', TWO_ROWS, 5],
  [1, 'l', TWO_ROWS, 6],
  [2, 'l', TWO_ROWS, 7],
  [1, 'q', GOODBYE],
  [2, 'l', TWO_ROWS, 8],
  [2, 'n Boston University 02215', 'Boston University added with availability 0, ZIP 02215'],
  [3, 'l', THREE_ROWS, 9],
  [4, 'n Tufts University 02155', 'Tufts University added with availability 0, ZIP 02155'],
  [2, 'l', FOUR_ROWS, 10],
  [3, 'l', FOUR_ROWS, 11],
  [4, 'l', FOUR_ROWS, 12],
  [2, 'q', GOODBYE],
  [3, 'q', GOODBYE],
  [4, 'q', GOODBYE],
  [5, 'l', FOUR_ROWS, 13],
  [5, 'e MIT False', 'MIT now has availability False', 14],
  [5, 'q', GOODBYE],
];

/** What is not as the original's test demands; the fifteenth check is that of the logs. `null` if all is. */
export function failedCheck(view: WorldView<LamportVocabulary>): string | null {
  const operations = view.operations();
  for (const [index, [client, text, answer]] of steps.entries()) {
    const operation = operations[index];
    if (operation === undefined) return `${text} was never typed`;
    if (operation.client !== `client-${client}` || operation.text !== text) {
      return `step ${index + 1} is ${operation.text} of ${operation.client}`;
    }
    if (operation.outcome !== 'ok' || operation.result !== answer) {
      return `${operation.client} is answered "${operation.result}" to ${text}`;
    }
  }
  return divergence(view);
}

function listing(...rows: readonly string[]): string {
  return [HEADER, ...rows].join('\n');
}
