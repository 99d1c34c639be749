/** The SVG layer of nodes: real buttons, joined by id, each redrawn only when its own node changed. */
import type { Selection } from 'd3-selection';
import type { NodeId } from '../../kernel/process.ts';
import { ringRadius } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { addGlowColours, addHatch, createTip, type ShowTip } from './node-extras.ts';
import { isCutShort } from './node-text.ts';
import { NodeView } from './node-view.ts';
import type { SceneNode } from '../scene.ts';

/** Beyond so many nodes only one of them is a tab stop, and the arrow keys lead to the others. */
const TAB_STOPS_MOST = 60;
/** Zooms at which the detail of nodes is worked out anew. */
const ZOOM_STEPS = [0.6, 1, 1.3, 1.7, 2.2, 3, 4.2, 6, 9];

type World = Selection<SVGGElement, unknown, null, undefined>;

/** The id that a node's element, or something inside it, belongs to. */
export function nodeIdAt(target: EventTarget | null): NodeId | null {
  if (!(target instanceof Element)) return null;
  return target.closest<SVGGElement>('g.node')?.dataset['node'] ?? null;
}

export class NodeLayer {
  readonly #world: World;
  readonly #glows: World;
  readonly #group: World;
  readonly #chosen: Selection<SVGCircleElement, unknown, null, undefined>;
  readonly #showTip: ShowTip;
  readonly #views = new Map<NodeId, NodeView>();
  #nodes: readonly SceneNode[] = [];
  #layout: Layout = new Map();
  #zoom = 1;
  #chosenId: NodeId | null = null;
  #pointedId: NodeId | null = null;
  #width = 0;

  /** Makes the layer inside a group. */
  constructor(world: World) {
    this.#world = world;
    addGlowColours(world);
    addHatch(world);
    this.#glows = world.append('g').attr('class', 'glows').attr('aria-hidden', 'true');
    this.#chosen = world.append('circle').attr('class', 'chosen').attr('r', 0);
    this.#group = world.append('g').attr('class', 'nodes');
    this.#showTip = createTip(world);
  }

  /** Draws the nodes; cheap for those that are the same objects as before. `width` is the stage's. */
  update(nodes: readonly SceneNode[], layout: Layout, width: number): void {
    this.#width = width;
    const before = this.#nodes;
    const moved = layout !== this.#layout;
    const joined =
      nodes.length !== before.length || nodes.some(({ id }, index) => id !== before[index]?.id);
    this.#nodes = nodes;
    this.#layout = layout;
    if (joined) this.#join();
    this.#draw(moved || joined ? null : before);
  }

  /** Tells how much nodes are magnified: larger ones show more. */
  setZoom(k: number): void {
    const step = ZOOM_STEPS.findLast((least) => k >= least) ?? 0.4;
    if (step === this.#zoom) return;
    this.#zoom = step;
    this.#draw(null);
  }

  /** Marks a node. */
  select(id: NodeId | null): void {
    this.#chosenId = id;
    this.#drawMarks();
  }

  /** Shows the label of a node in full if it has none of its own or only a part of it. */
  point(id: NodeId | null): void {
    if (this.#pointedId === id) return;
    if (this.#pointedId !== null) this.element(this.#pointedId)?.classList.remove('told');
    this.#pointedId = id;
    this.#drawMarks();
  }

  /** The node that the keyboard leads to from another, in the order of the scene. */
  neighbour(id: NodeId, step: number): SVGGElement | null {
    const count = this.#nodes.length;
    const index = this.#nodes.findIndex((node) => node.id === id);
    const next = this.#nodes[(index + step + count) % Math.max(count, 1)];
    return next === undefined ? null : this.element(next.id);
  }

  /** Makes a node the tab stop of a large crowd. */
  focusOn(id: NodeId): void {
    if (this.#nodes.length <= TAB_STOPS_MOST) return;
    this.#group.selectAll('g.node[tabindex="0"]').attr('tabindex', -1);
    this.element(id)?.setAttribute('tabindex', '0');
  }

  element(id: NodeId): SVGGElement | null {
    return this.#views.get(id)?.element ?? null;
  }

  #join(): void {
    const nodes = this.#nodes;
    const views = this.#views;
    const glows = this.#glows
      .selectAll<SVGCircleElement, SceneNode>('circle')
      .data(nodes, ({ id }) => id)
      .join('circle')
      .nodes();
    const glowOf = new Map(nodes.map(({ id }, index) => [id, glows[index]]));
    this.#group
      .selectAll<SVGGElement, SceneNode>('g.node')
      .data(nodes, ({ id }) => id)
      .join((enter) =>
        enter
          .append('g')
          .attr('role', 'button')
          .attr('data-node', ({ id }) => id)
          .each(function make({ id }) {
            const glow = glowOf.get(id);
            if (glow !== undefined) views.set(id, new NodeView(this, glow));
          }),
      )
      .attr('tabindex', (_, index) => (nodes.length <= TAB_STOPS_MOST || index === 0 ? 0 : -1))
      .order();
    const ids = new Set(nodes.map(({ id }) => id));
    for (const id of views.keys()) if (!ids.has(id)) views.delete(id);
    this.#world.classed('crowd', nodes.length > TAB_STOPS_MOST);
  }

  /** Draws the nodes that are other objects than before, or all. */
  #draw(before: readonly SceneNode[] | null): void {
    const layout = this.#layout;
    const setting = { zoom: this.#zoom, placeOf: (id: NodeId) => layout.get(id) };
    let changed = false;
    this.#nodes.forEach((node, index) => {
      if (before !== null && node === before[index]) return;
      changed = true;
      const place = layout.get(node.id);
      if (place !== undefined) this.#views.get(node.id)?.update(node, place, setting);
    });
    if (changed) this.#drawMarks();
  }

  #drawMarks(): void {
    const id = this.#pointedId;
    const node = id === null ? undefined : this.#nodes.find((one) => one.id === id);
    const place = id === null ? undefined : this.#layout.get(id);
    const isShown = place !== undefined && node !== undefined && isCutShort(node, place);
    // What the node itself says would show through.
    if (id !== null) this.element(id)?.classList.toggle('told', isShown);
    this.#showTip(isShown ? node : null, place ?? null, this.#zoom, this.#width);
    const mark = this.#chosenId === null ? undefined : this.#layout.get(this.#chosenId);
    this.#chosen
      .attr('cx', mark?.x ?? 0)
      .attr('cy', mark?.y ?? 0)
      .attr('r', mark === undefined ? 0 : ringRadius(mark.r) + 5);
  }
}
