import type { PaletteGroup, PaletteItem } from './palette-groups.ts';

/** More than this nobody reads. */
const MOST_FOUND = 40;

export interface Found extends PaletteItem {
  readonly group: string;
}

/** What a query finds, best first: what begins with it, then its whole words, then beginnings of words, then the rest. */
export function rankItems(groups: readonly PaletteGroup[], query: string): readonly Found[] {
  const wanted = plain(query);
  return groups
    .flatMap(({ title: group, items }) => items.map((item) => ({ ...item, group })))
    .map((item) => ({ item, score: scoreOf(item, wanted) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST_FOUND)
    .map(({ item }) => item);
}

function scoreOf({ title, detail = '', group }: Found, wanted: string): number {
  const name = plain(title);
  const words = wordsOf(name);
  const asked = wordsOf(wanted);
  if (name === wanted) return 9;
  if (name.startsWith(wanted)) return words[0] === asked[0] ? 8 : 7;
  if (asked.every((word) => words.includes(word))) return 6;
  if (asked.every((word) => words.some((one) => one.startsWith(word)))) return 5;
  if (name.includes(wanted)) return 4;
  const context = wordsOf(`${name} ${plain(group)}`);
  if (asked.every((word) => context.some((one) => one.startsWith(word)))) return 3;
  const more = [...context, ...wordsOf(plain(detail))];
  return asked.every((word) => more.some((one) => one.startsWith(word))) ? 2 : 0;
}

function plain(text: string): string {
  return text.toLowerCase().trim();
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s:,.;()"“”]+/).filter((word) => word !== '');
}
