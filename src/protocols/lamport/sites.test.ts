import { describe, expect, it } from 'vitest';
import { FIRST_SITES, perform, shortActionText, type Sites } from './sites.ts';

const TWO: Sites = [
  { name: 'Harvard University', availability: '7', zip: '02138' },
  { name: 'MIT', availability: 'True', zip: '02139' },
];

describe('the state machine', () => {
  it('begins with one site', () => {
    expect(perform(FIRST_SITES, { type: 'list' }).text).toBe(
      'availability, ZIP, site\n0, 02138, Harvard University',
    );
  });

  it('lists with a header, one comma row a site', () => {
    expect(perform(TWO, { type: 'list' }).text).toBe(
      'availability, ZIP, site\n7, 02138, Harvard University\nTrue, 02139, MIT',
    );
  });

  it('adds with availability 0, sorted by code units', () => {
    const { sites } = perform(TWO, { type: 'add', site: 'Lesley', zip: '1' });
    const { sites: more } = perform(sites, { type: 'add', site: 'a', zip: '2' });
    expect(more.map(({ name }) => name)).toEqual(['Harvard University', 'Lesley', 'MIT', 'a']);
    expect(more[1]).toEqual({ name: 'Lesley', availability: '0', zip: '1' });
  });

  it('leaves an existing site as it is', () => {
    expect(perform(TWO, { type: 'add', site: 'MIT', zip: '99999' })).toEqual({
      sites: TWO,
      outcome: 'refused',
      text: 'MIT is already in the database',
    });
  });

  it.each(['view', 'edit'] as const)('%s of an unknown site says so and points to l', (type) => {
    const { sites, outcome, text } = perform(TWO, { type, site: 'Tufts', availability: '1' });
    expect(sites).toBe(TWO);
    expect([outcome, text]).toEqual(['refused', 'no such site: Tufts; use l to list the sites']);
  });

  it.each([
    [{ type: 'edit', site: 'Harvard University', availability: '10' }, 'e Harvard… 10'],
    [{ type: 'add', site: 'MIT', zip: '02139' }, 'n MIT 02139'],
    [{ type: 'list' }, 'l'],
  ] as const)('%j is short as %s', (action, text) => {
    expect(shortActionText(action)).toBe(text);
  });

  it('keeps leading zeros', () => {
    const { sites, text } = perform(TWO, { type: 'edit', site: 'MIT', availability: '007' });
    expect(sites[1]?.availability).toBe('007');
    expect(text).toBe('MIT now has availability 007');
  });
});
