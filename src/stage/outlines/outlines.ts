/** The outlines of a scene with their places worked out: dear, so done only when groups or places have changed. */
import type { Box, Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { levelsOf, outlineShape, type Texts } from './outline-shape.ts';
import type { Piece } from './outline-spine.ts';
import { titleBox } from './outline-title.ts';
import type { Scene } from '../scene.ts';
import { epochTone } from '../tone.ts';
import { wallLabelBox, type Wall } from '../ways/wall.ts';

/** Among more nodes an outline would be a thicket. */
const OUTLINED_MOST = 60;

export interface PlacedOutline {
  readonly id: string;
  readonly tone: number;
  readonly title: string;
  /** Closed lines. */
  readonly lines: readonly (readonly Point[])[];
  /** Where the title stands; `null` where there is no room for one. */
  readonly titleBox: Box | null;
}

/** Titles stay inside `room` and beside the wall and its label. */
export function placeOutlines(
  { outlines, links }: Scene,
  layout: Layout,
  room: Box,
  wall: Wall | null,
  texts?: Texts,
): PlacedOutline[] {
  if (outlines.length === 0 || layout.size > OUTLINED_MOST) return [];
  const levels = levelsOf(outlines.map(({ members }) => members));
  const shaped = outlines.flatMap((outline, index) => {
    const shape = outlineShape(outline.members, levels[index] ?? 0, layout, texts);
    return shape === null ? [] : { outline, shape };
  });
  const taken = wall === null ? [] : [wallLabelBox(wall.label)];
  const ground = {
    places: [...layout.values()],
    fields: shaped.map(({ shape }) => shape.field),
    lines: [...linkPieces(links, layout), ...wallPieces(wall)],
    taken,
    room,
  };
  return shaped.map(({ outline: { id, title, epoch }, shape }) => {
    const box = titleBox(title, shape, ground);
    if (box !== null) taken.push(box);
    return { id, tone: epochTone(epoch), title, lines: shape.lines, titleBox: box };
  });
}

function linkPieces(links: Scene['links'], layout: Layout): Piece[] {
  return links.flatMap(([one, other]) => {
    const from = layout.get(one);
    const to = layout.get(other);
    return from === undefined || to === undefined ? [] : [[from, to] as const];
  });
}

function wallPieces(wall: Wall | null): Piece[] {
  const lines = wall?.lines ?? [];
  return lines.flatMap((line) => {
    const [, ...rest] = line;
    return rest.map((to, index) => [line[index] ?? to, to] as const);
  });
}
