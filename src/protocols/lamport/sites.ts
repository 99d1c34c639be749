/** The state machine: a table of vaccine sites and the actions on it. What an action does depends on the table and nothing else. */

/** Availability is digits, or `True` or `False`, as it was typed: `007` stays `007`. */
export interface Site {
  readonly name: string;
  readonly availability: string;
  readonly zip: string;
}

/** Sorted by name, by code units. */
export type Sites = readonly Site[];

export type Action =
  | { readonly type: 'list' }
  | { readonly type: 'view'; readonly site: string }
  | { readonly type: 'edit'; readonly site: string; readonly availability: string }
  | { readonly type: 'add'; readonly site: string; readonly zip: string }
  | { readonly type: 'quit' };

/** What an action makes of the table, and its answer. */
export interface Performed {
  readonly sites: Sites;
  readonly outcome: 'ok' | 'refused';
  readonly text: string;
}

/** The table that the original begins with. */
export const FIRST_SITES: Sites = [{ name: 'Harvard University', availability: '0', zip: '02138' }];

const HEADER = 'availability, ZIP, site';

export function perform(sites: Sites, action: Action): Performed {
  switch (action.type) {
    case 'list': {
      const rows = sites.map(({ name, availability, zip }) => `${availability}, ${zip}, ${name}`);
      return { sites, outcome: 'ok', text: [HEADER, ...rows].join('\n') };
    }
    case 'view':
      return view(sites, action.site);
    case 'edit':
      return edit(sites, action.site, action.availability);
    case 'add':
      return add(sites, action.site, action.zip);
    case 'quit':
      return { sites, outcome: 'ok', text: 'goodbye' };
    default:
      return action;
  }
}

function view(sites: Sites, site: string): Performed {
  const found = sites.find(({ name }) => name === site);
  if (found === undefined) return noSuchSite(sites, site);
  const { availability, zip } = found;
  return { sites, outcome: 'ok', text: `${site}: availability ${availability}, ZIP ${zip}` };
}

/** The name is looked up when the request is executed, not when it is typed: another client may have added it in between. */
function edit(sites: Sites, site: string, availability: string): Performed {
  const index = sites.findIndex(({ name }) => name === site);
  const found = sites[index];
  if (found === undefined) return noSuchSite(sites, site);
  const text = `${site} now has availability ${availability}`;
  return { sites: sites.with(index, { ...found, availability }), outcome: 'ok', text };
}

function add(sites: Sites, name: string, zip: string): Performed {
  if (sites.some((site) => site.name === name)) {
    return { sites, outcome: 'refused', text: `${name} is already in the database` };
  }
  const added = [...sites, { name, availability: '0', zip }];
  const text = `${name} added with availability 0, ZIP ${zip}`;
  return { sites: added.toSorted(byName), outcome: 'ok', text };
}

function noSuchSite(sites: Sites, site: string): Performed {
  return { sites, outcome: 'refused', text: `no such site: ${site}; use l to list the sites` };
}

function byName(one: Site, other: Site): number {
  if (one.name === other.name) return 0;
  return one.name < other.name ? -1 : 1;
}

const SHORT_NAME = 8;

/** An action as it would be typed, in few characters: long names are cut, numbers are not. */
export function shortActionText(action: Action): string {
  if (!('site' in action)) return actionText(action);
  const { site } = action;
  const isLong = site.length > SHORT_NAME;
  return actionText({
    ...action,
    site: isLong ? `${site.slice(0, SHORT_NAME - 1).trim()}…` : site,
  });
}

/** An action as it would be typed. */
export function actionText(action: Action): string {
  switch (action.type) {
    case 'list':
      return 'l';
    case 'view':
      return `v ${action.site}`;
    case 'edit':
      return `e ${action.site} ${action.availability}`;
    case 'add':
      return `n ${action.site} ${action.zip}`;
    case 'quit':
      return 'q';
    default:
      return action;
  }
}
