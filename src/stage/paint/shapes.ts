/** Outlines of flights by family, traced into the current path so that a whole colour is one fill. */
import type { Heading } from '../ways/flight.ts';
import type { FlightFamily } from '../scene.ts';

type Trace = (context: CanvasRenderingContext2D, at: Heading, size: number) => void;

/** Half the extent of each family's shape at scale 1, pixels. */
export const SHAPE_SIZE: Readonly<Record<FlightFamily, number>> = {
  client: 7.4,
  vote: 7.2,
  data: 5.8,
  gossip: 5.4,
  heartbeat: 3.1,
};

const triangle: Trace = (context, { x, y, ux, uy }, size) => {
  const back = size * 0.72;
  const half = size * 0.86;
  context.moveTo(x + ux * size, y + uy * size);
  context.lineTo(x - ux * back - uy * half, y - uy * back + ux * half);
  context.lineTo(x - ux * back + uy * half, y - uy * back - ux * half);
  context.closePath();
};

/** Squares and diamonds stay upright: turned with their way, one would look like the other. */
const diamond: Trace = (context, { x, y }, size) => {
  context.moveTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.lineTo(x, y - size);
  context.closePath();
};

const square: Trace = (context, { x, y }, size) => {
  context.rect(x - size, y - size, 2 * size, 2 * size);
};

const circle: Trace = (context, { x, y }, size) => {
  context.moveTo(x + size, y);
  context.arc(x, y, size, 0, 2 * Math.PI);
};

export const TRACE: Readonly<Record<FlightFamily, Trace>> = {
  client: triangle,
  vote: diamond,
  data: square,
  gossip: circle,
  heartbeat: circle,
};

const octagon: Trace = (context, { x, y }, size) => {
  const half = size * 0.41;
  context.moveTo(x + size, y - half);
  context.lineTo(x + size, y + half);
  context.lineTo(x + half, y + size);
  context.lineTo(x - half, y + size);
  context.lineTo(x - size, y + half);
  context.lineTo(x - size, y - half);
  context.lineTo(x - half, y - size);
  context.lineTo(x + half, y - size);
  context.closePath();
};

const dot: Trace = (context, { x, y }, size) => {
  context.rect(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7);
};

/** The same with few corners, for thousands. */
export const PLAIN_TRACE: Readonly<Record<FlightFamily, Trace>> = {
  ...TRACE,
  gossip: octagon,
  heartbeat: dot,
};

/** A tail that narrows to a point `length` behind. */
export function traceTail(
  context: CanvasRenderingContext2D,
  { x, y, ux, uy }: Heading,
  half: number,
  length: number,
): void {
  context.moveTo(x - uy * half, y + ux * half);
  context.lineTo(x - ux * length, y - uy * length);
  context.lineTo(x + uy * half, y - ux * half);
  context.closePath();
}

/** An arrowhead whose tip is `ahead` of a point: direction survives when time stands still. */
export function traceArrowhead(
  context: CanvasRenderingContext2D,
  { x, y, ux, uy }: Heading,
  ahead: number,
  size: number,
): void {
  const half = size * 0.56;
  const back = ahead - size;
  context.moveTo(x + ux * ahead, y + uy * ahead);
  context.lineTo(x + ux * back - uy * half, y + uy * back + ux * half);
  context.lineTo(x + ux * back + uy * half, y + uy * back - ux * half);
  context.closePath();
}
