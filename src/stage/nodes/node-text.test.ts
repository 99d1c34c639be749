import { describe, expect, it } from 'vitest';
import { badgeText, nameText, shortened, spokenName, valueSize } from './node-text.ts';
import type { SceneNode } from '../scene.ts';

const NODE: SceneNode = {
  id: 'replica-3',
  role: 'replica',
  family: 'replica',
  status: 'up',
  since: 2414,
  ring: null,
  disk: null,
  epoch: 4,
  label: '4',
  glyph: null,
  badge: 'state 4',
  sentence: 'state 4, knows 12 rows',
  dots: [],
};

const space = (labelWidth: number): { readonly labelWidth: number } => ({ labelWidth });

describe('the text of a node', () => {
  it('is its name and badge while it is up', () => {
    expect(nameText(NODE, space(132))).toBe('replica-3');
    expect(badgeText(NODE, space(132))).toBe('state 4');
    expect(spokenName(NODE)).toBe('replica-3, up, state 4, knows 12 rows');
  });

  it('says since when a fault lasts', () => {
    const crashed = { ...NODE, status: 'crashed' } as const;
    expect(badgeText(crashed, space(160))).toBe('crashed at 2.41 s');
    expect(badgeText(crashed, space(112))).toBe('crashed 2.41 s');
    expect(badgeText(crashed, space(52))).toBe('crashed');
    expect(spokenName(crashed)).toContain('crashed at 2.41 s');
  });

  it('is cut where there is no room', () => {
    const text = badgeText({ ...NODE, badge: 'waits for replica-13' }, space(112));
    expect(text.endsWith('…')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(16);
  });

  it('loses its last parts before it is cut', () => {
    expect(shortened('0 rows · 11 neighbours', 22)).toBe('0 rows · 11 neighbours');
    expect(shortened('0 rows · 11 neighbours', 21)).toBe('0 rows');
    expect(shortened('queue 3 · waits for replica-13 · late', 31)).toBe(
      'queue 3 · waits for replica-13',
    );
    expect(shortened('queue 300 · x', 7)).toBe('queue…');
  });

  it('uses the room that the neighbours leave', () => {
    const node = { ...NODE, badge: '0 rows · 11 neighbours' };
    expect(badgeText(node, { labelWidth: 112 })).toBe('0 rows');
    expect(badgeText(node, { labelWidth: 112, labelRoom: 160 })).toBe('0 rows · 11 neighbours');
  });

  it('is the number of the name where there is no room for the name', () => {
    expect(nameText(NODE, space(30))).toBe('3');
  });

  it('fits into the node', () => {
    expect(valueSize('4', 38, false)).toBeGreaterThan(valueSize('4444', 38, false));
    expect(valueSize('4444', 38, false) * 4 * 0.6).toBeLessThan(38 * 1.5);
    expect(valueSize('4444', 38, true)).toBeLessThan(valueSize('4444', 38, false));
  });
});
