/** Base64 with the letters that may stand in an address (RFC 4648, section 5), without padding. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map(LETTERS.split('').map((letter, value) => [letter, value]));

export function encodeBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit < Math.min(4, left + 1); digit += 1) {
      text += LETTERS.charAt((word >> (18 - 6 * digit)) & 63);
    }
  }
  return text;
}

/** The bytes, or `null` if the text is not what `encodeBase64url` makes of any. */
export function decodeBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    const value = VALUES.get(letter);
    if (value === undefined) return null;
    word = ((word << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (word >> bits) & 255;
      at += 1;
    }
  }
  const isClean = (word & ((1 << bits) - 1)) === 0 && bits < 6;
  return isClean ? bytes : null;
}
