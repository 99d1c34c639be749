/** What can be done on the stage with mouse, fingers and keys: all the behaviours, and what each of them means. */
import type { ZoomTransform } from 'd3-zoom';
import type { NodeId } from '../../kernel/process.ts';
import type { Arrangement } from '../arrangement.ts';
import { createDrag } from './drag.ts';
import type { SpotOfFlight } from './flight-search.ts';
import type { Point } from '../geometry.ts';
import type { NodeLayer } from '../nodes/nodes.ts';
import { createPress } from './press.ts';
import { createScissors, linkNear, sidesOf } from './scissors.ts';
import type { StageCallbacks, StageTool } from '../stage-api.ts';
import type { Surface } from '../surface.ts';
import type { Viewpoint } from '../viewpoint.ts';
import { createZoom, type ZoomBehaviour } from './zoom.ts';

const FLIGHT_WITHIN = 14;
const LINK_WITHIN = 12;

type LinkEnds = readonly [one: NodeId, other: NodeId];

/** What the behaviours need of the stage. */
export interface BehaviourGround {
  readonly root: HTMLElement;
  readonly surface: Surface;
  readonly arrangement: Arrangement;
  readonly viewpoint: Viewpoint;
  readonly nodes: NodeLayer;
  readonly callbacks: StageCallbacks;
  readonly tool: () => StageTool;
  /** The flight nearest to a point of the layout, if one is nearer than `within`. */
  readonly flightNear: (at: Point, within: number) => SpotOfFlight | null;
  readonly onZoom: (transform: ZoomTransform) => void;
  readonly onMoveNode: (id: NodeId, to: Point) => void;
}

export interface Behaviours {
  readonly zoom: ZoomBehaviour;
  destroy(): void;
}

export function createBehaviours(ground: BehaviourGround): Behaviours {
  const zoom = zoomOn(ground);
  const undo = [scissorsOn(ground), dragOn(ground), pressOn(ground)];
  return {
    zoom,
    destroy() {
      zoom.destroy();
      for (const remove of undo) remove();
    },
  };
}

function zoomOn({ surface, tool, onZoom }: BehaviourGround): ZoomBehaviour {
  return createZoom(surface.svg, {
    mayPan: (target) => {
      const onNode = target instanceof Element && target.closest('g.node') !== null;
      return tool() !== 'scissors' && !(onNode && tool() === 'hand');
    },
    onZoom,
  });
}

function scissorsOn({ surface, arrangement, callbacks, tool }: BehaviourGround): () => void {
  return createScissors(surface.svg, surface.worldElement, {
    isActive: () => tool() === 'scissors',
    onLine: (from, to) => {
      const groups = sidesOf(arrangement.layout, from, to);
      if (groups.every(({ length }) => length > 0)) callbacks.onPartition(groups);
    },
  });
}

function dragOn({ surface, arrangement, tool, onMoveNode }: BehaviourGround): () => void {
  return createDrag(surface.worldElement, {
    isActive: () => tool() === 'hand',
    placeOf: (id) => arrangement.layout.get(id),
    onMove: onMoveNode,
  });
}

function pressOn(ground: BehaviourGround): () => void {
  const { root, surface, nodes, callbacks } = ground;
  return createPress(surface.svg, root, {
    onNode: (id) => callbacks.onNode(id),
    onNodeMenu: (id, at) => callbacks.onNodeMenu(id, at),
    onGround: (at) => pressGround(ground, placeOf(ground, at)),
    onPoint: (id) => nodes.point(id),
    onHover: (at) => {
      const isOver = flightAt(ground, placeOf(ground, at)) !== null;
      root.classList.toggle('over-flight', isOver);
    },
    onFocus: (id) => nodes.focusOn(id),
    onStep: (id, step) => nodes.neighbour(id, step)?.focus({ preventScroll: true }),
  });
}

function pressGround(ground: BehaviourGround, at: Point): void {
  const { callbacks, viewpoint } = ground;
  const link = ground.tool() === 'scissors' ? linkAt(ground, at) : null;
  const flight = link === null ? flightAt(ground, at) : null;
  if (link !== null) callbacks.onCut(link[0], link[1]);
  else if (flight !== null) callbacks.onFlight(flight.id, viewpoint.toStage(flight));
  else callbacks.onEmpty();
}

function linkAt({ arrangement, viewpoint }: BehaviourGround, at: Point): LinkEnds | null {
  const { scene, layout } = arrangement;
  const within = LINK_WITHIN / viewpoint.magnification;
  return linkNear([...scene.links, ...scene.cuts], layout, at, within, (one, other) =>
    arrangement.bow(one, other),
  );
}

function flightAt({ viewpoint, flightNear }: BehaviourGround, at: Point): SpotOfFlight | null {
  return flightNear(at, FLIGHT_WITHIN / viewpoint.magnification);
}

/** From window pixels to the coordinates of the layout. */
function placeOf({ surface, viewpoint }: BehaviourGround, { x, y }: Point): Point {
  const { left, top } = surface.svg.getBoundingClientRect();
  return viewpoint.toLayout({ x: x - left, y: y - top });
}
