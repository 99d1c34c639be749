/** Small drawings on nodes, as SVG path data for a node of radius `r` around the origin. */
import { unreachable } from '../../kernel/process.ts';
import type { SceneNode } from '../scene.ts';

/** Two decimals: enough for crisp shapes, short enough to read in the inspector. */
function at(...numbers: readonly number[]): string {
  return numbers.map((number) => Number(number.toFixed(2))).join(' ');
}

/** Outline of a node by family: rounded square, hexagon or disc. */
export function bodyPath(family: SceneNode['family'], r: number): string {
  switch (family) {
    case 'client':
      return roundedSquare(r * 0.95, r * 0.36);
    case 'middle':
      return hexagon(r * 1.06);
    case 'replica':
      return discPath(r);
    default:
      return unreachable(family);
  }
}

function roundedSquare(half: number, corner: number): string {
  const side = 2 * (half - corner);
  const turn = (x: number, y: number): string => `a${at(corner, corner)} 0 0 1 ${at(x, y)}`;
  return (
    `M${at(corner - half, -half)}h${at(side)}${turn(corner, corner)}v${at(side)}${turn(-corner, corner)}` +
    `h${at(-side)}${turn(-corner, -corner)}v${at(-side)}${turn(corner, -corner)}Z`
  );
}

function hexagon(r: number): string {
  const wide = r * Math.sqrt(0.75);
  return `M0 ${at(-r)}L${at(wide, -r / 2)}V${at(r / 2)}L0 ${at(r)}L${at(-wide, r / 2)}V${at(-r / 2)}Z`;
}

/** A disc around the origin. */
export function discPath(r: number): string {
  return `M${at(r, 0)}A${at(r, r)} 0 1 1 ${at(-r, 0)}A${at(r, r)} 0 1 1 ${at(r, 0)}Z`;
}

/** A cross from corner to corner. */
export function crossPath(r: number): string {
  return `M${at(-r, -r)}L${at(r, r)}M${at(r, -r)}L${at(-r, r)}`;
}

/** The crack through a crashed node, from rim to rim. */
export function crackPath(r: number): string {
  const points: readonly (readonly [number, number])[] = [
    [-0.2, -0.98],
    [0.04, -0.62],
    [-0.26, -0.34],
    [0.16, 0.04],
    [-0.12, 0.36],
    [0.1, 0.62],
    [-0.06, 0.99],
  ];
  return `M${points.map(([x, y]) => at(x * r, y * r)).join('L')}`;
}

const CROWN_LEAST = 24;

/** The crown of a leader, standing on top of the node; on a small one as well it is seen from afar. */
export function crownPath(r: number): string {
  const s = Math.max(r, CROWN_LEAST);
  const base = -r * 1.02;
  const half = s * 0.3;
  const tall = s * 0.36;
  return (
    `M${at(-half, base)}L${at(-half * 1.12, base - tall * 0.86)}L${at(-half * 0.45, base - tall * 0.46)}` +
    `L0 ${at(base - tall)}L${at(half * 0.45, base - tall * 0.46)}L${at(half * 1.12, base - tall * 0.86)}` +
    `L${at(half, base)}Z`
  );
}

/** Other glyphs, drawn in a square from -12 to 12. */
export const GLYPH_PATH: Readonly<
  Record<'candidate' | 'voter' | 'in-doubt' | 'recovering', string>
> = {
  candidate:
    'M-5 2V-4a1.8 1.8 0 0 1 3.6 0V-7a1.8 1.8 0 0 1 3.6 0v1.6a1.8 1.8 0 0 1 3.6 0V-2a1.8 1.8 0 0 1 3.2 1V4c0 4-2.4 6-6 6-3 0-4.6-1-6-3L-8 3.6C-9 2-6.6.6-5.4 2',
  voter: 'M-7.4 -7.4H7.4V7.4H-7.4ZM-3.8 .3L-1 3.2L4 -3.2',
  'in-doubt': 'M-4.6 -4.6A4.7 4.7 0 1 1 1.8 .2C.5 .9 0 1.8 0 3.2M0 8.2V8.4',
  recovering:
    'M8 -2.5A8.4 8.4 0 0 0 -7 -4.4M-7.6 -9V-4H-2.6M-8 2.5A8.4 8.4 0 0 0 7 4.4M7.6 9V4H2.6',
};

/** A disk pack: body and lid, for the lower right of a node. */
export function diskPath(half: number): { readonly body: string; readonly lid: string } {
  const lid = half * 0.36;
  const tall = half * 0.62;
  const arc = (sweep: number, x: number): string => `A${at(half, lid)} 0 0 ${sweep} ${at(x)}`;
  return {
    body: `M${at(-half, -tall)}V${at(tall)}${arc(0, half)} ${at(tall)}V${at(-tall)}${arc(0, -half)} ${at(-tall)}Z`,
    lid: `M${at(-half, -tall)}${arc(0, half)} ${at(-tall)}${arc(0, -half)} ${at(-tall)}Z`,
  };
}

/** Ice crystals on the rim of a frozen node. */
export function frostPath(r: number): string {
  const size = Math.max(r * 0.24, 3.5);
  const spots: readonly (readonly [number, number, number])[] = [
    [-2.5, 0.98, 1],
    [-0.42, 1.02, 0.8],
    [2.45, 0.99, 0.86],
  ];
  return spots
    .map(([angle, out, part]) =>
      crystal(Math.cos(angle) * r * out, Math.sin(angle) * r * out, size * part),
    )
    .join('');
}

function crystal(x: number, y: number, size: number): string {
  let path = '';
  for (let arm = 0; arm < 6; arm += 1) {
    const angle = (arm * Math.PI) / 3 + 0.26;
    const tipX = x + Math.cos(angle) * size;
    const tipY = y + Math.sin(angle) * size;
    path += `M${at(x, y)}L${at(tipX, tipY)}`;
    for (const side of [-0.9, 0.9]) {
      const twigX = x + Math.cos(angle) * size * 0.58;
      const twigY = y + Math.sin(angle) * size * 0.58;
      path += `M${at(twigX, twigY)}l${at(Math.cos(angle + side) * size * 0.36, Math.sin(angle + side) * size * 0.36)}`;
    }
  }
  return path;
}
