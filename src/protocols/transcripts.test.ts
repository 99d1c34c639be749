/**
 * Golden transcripts: what each scenario of each protocol prints, line by line. A change of behaviour shows as a difference here,
 * and the difference is what a reviewer reads. `UPDATE_TRANSCRIPTS=1 npx vitest run transcripts -t gossip` writes them anew.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freshRecipe } from '../run/recipe.ts';
import { Run } from '../run/run.ts';
import { transcriptOf } from '../run/transcript.ts';
import type { Protocol } from './protocol.ts';
import { protocols } from './registry.ts';
import { byText } from './words.ts';

/** A longer transcript is cut off here: what follows is more of the same. */
const LINES_MAX = 150;
const isUpdate = process.env['UPDATE_TRANSCRIPTS'] === '1';

function transcript(protocol: Protocol, scenario: string): string {
  const run = new Run(protocol, freshRecipe(protocol, { scenario }));
  const lines: string[] = [];
  const untilMs = run.scenario?.untilMs ?? 0;
  let event = run.next(untilMs);
  while (event !== null && lines.length <= LINES_MAX) {
    lines.push(...transcriptOf(protocol, event, false));
    event = run.next(untilMs);
  }
  const rest = lines.length > LINES_MAX ? ['… and so on'] : [];
  return [...lines.slice(0, LINES_MAX), ...rest, ''].join('\n');
}

describe.each(protocols.map((protocol) => [protocol.id, protocol] as const))(
  '%s',
  (_, protocol) => {
    const folder = fileURLToPath(new URL(`${protocol.id}/transcripts/`, import.meta.url));
    const scenarios = protocol.scenarios.map(({ id }) => id);

    it.each(scenarios)('the transcript of scenario %s is the one on file', (id) => {
      const file = `${folder}${id}.txt`;
      const printed = transcript(protocol, id);
      if (isUpdate) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, printed);
      }
      expect(printed).toBe(readFileSync(file, 'utf8'));
    });

    it('has a transcript for every scenario and for nothing else', () => {
      const files = readdirSync(folder).toSorted(byText);
      expect(files).toEqual(scenarios.map((id) => `${id}.txt`).toSorted(byText));
    });
  },
);
