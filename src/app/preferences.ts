/** What is remembered between visits: the theme, the tool and the tab. Whatever else storage holds is ignored. */
import * as v from 'valibot';
import { type Interface, TABS, TOOLS } from '../panels/faces.ts';

const KEY = 'replicarium';

const schema = v.object({
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  tab: v.fallback(v.picklist(TABS), 'ledger'),
  tool: v.fallback(v.picklist(TOOLS), 'hammer'),
});

const KEPT = ['theme', 'tab', 'tool'] as const;

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

/** Remembers what is worth it of the interface's state, where the person has changed it. */
export function savePreferences(state: Interface, before: Interface): void {
  const changed = KEPT.filter((name) => state[name] !== before[name]);
  if (changed.length === 0) return;
  const fresh = Object.fromEntries(changed.map((name) => [name, state[name]]));
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...loadPreferences(), ...fresh }));
  } catch {
    // Storage is closed: the page works without it.
  }
}
