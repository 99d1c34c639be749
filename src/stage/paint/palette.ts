/** The finished colours of the theme, for the canvas: custom properties are resolved by the browser, once per theme. */
import { BAD, CLIENT, EPOCH_HUES, FROST, QUIET, TONES } from '../tone.ts';

export interface Palette {
  /** By tone number, see tone.ts. */
  readonly tones: readonly string[];
  /** The same for text: nearer to the ink. */
  readonly texts: readonly string[];
  readonly ground: string;
  readonly ink: string;
  readonly quietInk: string;
  readonly hairline: string;
  readonly bad: string;
  readonly fontText: string;
  readonly fontMono: string;
}

/** Reads the palette from the custom properties that hold at `root`. */
export function readPalette(root: HTMLElement): Palette {
  const probe = root.ownerDocument.createElement('span');
  probe.style.display = 'none';
  root.append(probe);
  const style = getComputedStyle(probe);
  const colour = (value: string): string => {
    probe.style.color = value;
    return style.color;
  };
  const font = (value: string): string => {
    probe.style.fontFamily = value;
    return style.fontFamily;
  };
  const tones = Array.from({ length: TONES }, () => '');
  for (let hue = 0; hue < EPOCH_HUES; hue += 1) tones[hue] = colour(`var(--epoch-${hue + 1})`);
  tones[QUIET] = colour('var(--ink-3)');
  tones[BAD] = colour('var(--bad)');
  tones[FROST] = colour('var(--stage-frost)');
  tones[CLIENT] = colour('var(--stage-client)');
  const palette: Palette = {
    tones,
    texts: tones.map((tone) => colour(`color-mix(in oklab, ${tone} 62%, var(--ink))`)),
    ground: colour('var(--ground)'),
    ink: colour('var(--ink)'),
    quietInk: colour('var(--ink-2)'),
    hairline: colour('var(--stage-hairline)'),
    bad: colour('var(--bad)'),
    fontText: font('var(--font-text)'),
    fontMono: font('var(--font-mono)'),
  };
  probe.remove();
  return palette;
}
