import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../kernel/hash.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { decodeLink, encodeLink, parseLinked } from './link.ts';
import { aLinkedRun, refusal } from './testing.ts';

const LINKED = aLinkedRun();
const LINK = encodeLink(LINKED);

/** A link with any JSON in it and a check that fits. */
function forged(json: string): string {
  return `1.${encodeBase64url(deflateSync(strToU8(json)))}.${fingerprint(json).slice(0, 8)}`;
}

describe('a link', { timeout: 60_000 }, () => {
  it('comes back as it went', () => {
    expect(decodeLink(LINK)).toEqual(LINKED);
    expect(parseLinked(JSON.stringify({ ...LINKED.recipe, moment: LINKED.moment }))).toEqual(
      LINKED,
    );
    expect(LINK).toMatch(/^1\.[A-Za-z0-9_-]+\.[0-9a-f]{8}$/);
  });

  it('with one character flipped anywhere is refused', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    for (let place = 0; place < LINK.length; place += 1) {
      const other =
        letters[(letters.indexOf(LINK.charAt(place)) + 1 + place) % letters.length] ?? 'A';
      if (other === LINK.charAt(place)) continue;
      const message = refusal(decodeLink, LINK.slice(0, place) + other + LINK.slice(place + 1));
      expect(message, `at ${place}`).toMatch(/^the link (is|has)/);
    }
  });

  it('that is cut off anywhere is refused', () => {
    for (let length = 0; length < LINK.length; length += 1) {
      expect(refusal(decodeLink, LINK.slice(0, length)), `after ${length}`).toMatch(
        /^the link is (cut off|damaged)/,
      );
    }
  });

  it('that is any text at all is refused or read, and nothing else', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('1', '.', 'A', '_', '-', 'a') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const candidate of [text, `1.${text}`, `1.${text}.00000000`]) {
          expect(refusal(decodeLink, candidate)).toMatch(/^the link (is|has)/);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['an empty text', '', 'the link is cut off or not one of ours'],
    ['an address', 'https://example.org/', 'the link is cut off or not one of ours'],
    ['another version', LINK.replace(/^1/, '2'), 'the link has format "2", this page reads 1'],
    [
      'a script',
      LINK.replace(/^1/, '<script>'),
      'the link has format "<script>", this page reads 1',
    ],
    ['a fourth part', `${LINK}.more`, 'the link is cut off or not one of ours'],
    ['strange letters', '1.%%%.00000000', 'the link is damaged: it has letters that no link has'],
    ['data that is none', '1.AAAA.00000000', 'the link is damaged'],
    ['a short check', LINK.slice(0, -1), 'the link is damaged: its check does not fit'],
    ['a million letters', 'x'.repeat(1_000_000), 'the link is too long to be one of ours'],
    [
      'a million bytes',
      `1.${'A'.repeat(1_000_000)}.00000000`,
      'the link is too long to be one of ours',
    ],
    ['null', forged('null'), 'not a run: '],
    ['a list', forged('[]'), 'not a run: '],
    ['half an object', forged('{"a'), 'this is not JSON: it may be cut off'],
    ['a bomb', forged('"'.repeat(9_000_000)), 'the link unpacks to more than any run needs'],
    ['a deep nest', forged('[1,'.repeat(300_000)), 'this is not JSON: it may be cut off'],
  ])('that holds %s is refused with the reason', (_, text, why) => {
    expect(refusal(decodeLink, text)).toContain(why);
  });
});

describe('base64url', () => {
  it('brings back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  it('knows only what it makes: no padding, no other letters, no loose bits', () => {
    expect(encodeBase64url(new Uint8Array([255, 254, 253]))).toBe('__79');
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+A/', 'AÄ', 'AAAA A'])
      expect(decodeBase64url(text)).toBeNull();
    expect(decodeBase64url('')).toEqual(new Uint8Array());
  });
});
