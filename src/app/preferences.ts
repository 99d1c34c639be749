/** What is remembered between visits: the theme, the tool and the tab. Whatever else storage holds is ignored. */
import * as v from 'valibot';
import { type Interface, TABS, TOOLS } from '../panels/faces.ts';

const KEY = 'replicarium';

const schema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  tab: v.fallback(v.picklist(TABS), 'ledger'),
  tool: v.fallback(v.picklist(TOOLS), 'hammer'),
});

export type Preferences = v.InferOutput<typeof schema>;

/** The remembered preferences, or the initial ones. */
export function loadPreferences(): Preferences {
  let stored: unknown = {};
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    // Storage is closed or holds something else: the initial preferences do.
  }
  const result = v.safeParse(schema, stored);
  return result.success ? result.output : { theme: 'system', tab: 'ledger', tool: 'hammer' };
}

/** Remembers what is worth it of the interface's state. */
export function savePreferences({ theme, tab, tool }: Interface): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, tab, tool }));
  } catch {
    // Storage is closed: the page works without it.
  }
}
