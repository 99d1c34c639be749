/** The SVG layer of nodes: real buttons, joined by id, each redrawn only when its own node changed. */
import type { Selection } from 'd3-selection';
import type { NodeId } from '../kernel/process.ts';
import { NAME_DROP, reach, ringRadius, type Place } from './geometry.ts';
import type { Layout } from './layout.ts';
import { lineOf } from './node-text.ts';
import { NodeView, type NodeSetting } from './node-view.ts';
import type { SceneNode } from './scene.ts';
import { TONES } from './tone.ts';

/** Beyond so many nodes only one of them is a tab stop, and the arrow keys lead to the others. */
const TAB_STOPS_MOST = 60;
/** Zooms at which the detail of nodes is worked out anew. */
const ZOOM_STEPS = [0.6, 1, 1.3, 1.7, 2.2, 3, 4.2, 6, 9];

export interface NodeLayer {
  /** Draws the nodes; cheap for those that are the same objects as before. */
  update(nodes: readonly SceneNode[], layout: Layout): void;
  setZoom(k: number): void;
  select(id: NodeId | null): void;
  /** Shows the label of a node that has none of its own. */
  point(id: NodeId | null): void;
  /** The node that keyboard focus leads to, `step` further on in the order of the scene. */
  neighbour(id: NodeId, step: number): SVGGElement | null;
  /** Makes a node the tab stop of a large crowd. */
  focusOn(id: NodeId): void;
  element(id: NodeId): SVGGElement | null;
}

type World = Selection<SVGGElement, unknown, null, undefined>;

/** The id that a node's element, or something inside it, belongs to. */
export function nodeIdAt(target: EventTarget | null): NodeId | null {
  if (!(target instanceof Element)) return null;
  return target.closest<SVGGElement>('g.node')?.dataset['node'] ?? null;
}

/** Makes the layer inside a group. */
export function createNodeLayer(world: World): NodeLayer {
  const glows = world.append('g').attr('class', 'glows').attr('aria-hidden', 'true');
  const chosen = world.append('circle').attr('class', 'chosen').attr('r', 0);
  const group = world.append('g').attr('class', 'nodes');
  const tip = createTip(world);
  addGlowColours(world);
  const views = new Map<NodeId, NodeView>();
  let drawn: readonly SceneNode[] = [];
  let byId: ReadonlyMap<NodeId, SceneNode> = new Map();
  let layout: Layout = new Map();
  let zoom = 1;
  let chosenId: NodeId | null = null;
  let pointed: NodeId | null = null;

  const setting = (): NodeSetting => ({ zoom, placeOf: (id) => layout.get(id) });

  function join(nodes: readonly SceneNode[]): void {
    const circles = glows
      .selectAll<SVGCircleElement, SceneNode>('circle')
      .data(nodes, ({ id }) => id)
      .join('circle')
      .nodes();
    const glowOf = new Map(nodes.map(({ id }, index) => [id, circles[index]]));
    group
      .selectAll<SVGGElement, SceneNode>('g.node')
      .data(nodes, ({ id }) => id)
      .join((enter) =>
        enter
          .append('g')
          .attr('class', 'node')
          .attr('role', 'button')
          .attr('tabindex', (_, index) => (nodes.length <= TAB_STOPS_MOST || index === 0 ? 0 : -1))
          .attr('data-node', ({ id }) => id)
          .each(function make({ id }) {
            const glow = glowOf.get(id);
            if (glow !== undefined) views.set(id, new NodeView(this, glow));
          }),
      )
      .order();
    byId = new Map(nodes.map((node) => [node.id, node]));
    for (const id of views.keys()) if (!byId.has(id)) views.delete(id);
  }

  function sameIds(nodes: readonly SceneNode[]): boolean {
    return nodes.length === drawn.length && nodes.every(({ id }, index) => id === drawn[index]?.id);
  }

  function draw(nodes: readonly SceneNode[], all: boolean): void {
    const shared = setting();
    let changed = false;
    nodes.forEach((node, index) => {
      if (!all && node === drawn[index]) return;
      changed = true;
      const place = layout.get(node.id);
      if (place !== undefined) views.get(node.id)?.update(node, place, shared);
    });
    drawn = nodes;
    if (!changed) return;
    byId = new Map(nodes.map((node) => [node.id, node]));
    drawTip();
  }

  function drawTip(): void {
    const node = pointed === null ? undefined : byId.get(pointed);
    const place = pointed === null ? undefined : layout.get(pointed);
    const isShown = node !== undefined && place !== undefined && place.label !== 'full';
    tip.show(isShown ? node : null, place ?? null, zoom);
    const mark = chosenId === null ? undefined : layout.get(chosenId);
    chosen
      .attr('cx', mark?.x ?? 0)
      .attr('cy', mark?.y ?? 0)
      .attr('r', mark === undefined ? 0 : ringRadius(mark.r) + 5);
  }

  return {
    update(nodes, places) {
      const moved = places !== layout;
      layout = places;
      const joined = !sameIds(nodes);
      if (joined) join(nodes);
      world.classed('crowd', nodes.length > TAB_STOPS_MOST);
      draw(nodes, moved || joined);
    },
    setZoom(k) {
      const step = ZOOM_STEPS.findLast((least) => k >= least) ?? 0.4;
      if (step === zoom) return;
      zoom = step;
      draw(drawn, true);
    },
    select(id) {
      chosenId = id;
      drawTip();
    },
    point(id) {
      if (pointed === id) return;
      pointed = id;
      drawTip();
    },
    neighbour(id, step) {
      const index = drawn.findIndex((node) => node.id === id);
      const next = drawn[(index + step + drawn.length) % Math.max(drawn.length, 1)];
      return next === undefined ? null : (views.get(next.id)?.element ?? null);
    },
    focusOn(id) {
      if (drawn.length <= TAB_STOPS_MOST) return;
      for (const [other, { element }] of views) {
        element.setAttribute('tabindex', other === id ? '0' : '-1');
      }
    },
    element: (id) => views.get(id)?.element ?? null,
  };
}

/** One radial gradient per tone, shared by all nodes. */
function addGlowColours(world: World): void {
  const tones = Array.from({ length: TONES }, (_, tone) => tone);
  world
    .insert('defs', ':first-child')
    .selectAll('radialGradient')
    .data(tones)
    .join('radialGradient')
    .attr('id', (tone) => `stage-glow-${tone}`)
    .attr('class', (tone) => `glow tone-${tone < 8 ? tone + 1 : 'quiet'}`)
    .selectAll('stop')
    .data([0.4, 0.54, 0.72, 1])
    .join('stop')
    .attr('offset', (offset) => offset)
    .attr('class', (_, index) => `glow-${index}`);
}

interface Tip {
  show(node: SceneNode | null, place: Place | null, zoom: number): void;
}

/** The label of the node that is pointed at. */
function createTip(world: World): Tip {
  const group = world.append('g').attr('class', 'tip').attr('aria-hidden', 'true');
  const name = group.append('text').attr('class', 'name');
  const badge = group.append('text').attr('class', 'badge');
  return {
    show(node, place, zoom) {
      group.attr('display', node === null ? 'none' : null);
      if (node === null || place === null) return;
      const size = 13.5 / Math.max(zoom, 0.4);
      group.attr('transform', `translate(${place.x} ${place.y + reach(place.r)})`);
      name
        .attr('y', (NAME_DROP / 13.5) * size)
        .attr('font-size', size)
        .text(node.id);
      badge
        .attr('y', (NAME_DROP / 13.5) * size * 2)
        .attr('font-size', size * 0.89)
        .text(lineOf(node));
    },
  };
}
