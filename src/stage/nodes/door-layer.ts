/** The SVG layer of what waits at the doors: slabs, hourglasses and chips, joined by the id of what is pending. */
import type { Selection } from 'd3-selection';
import { layoutDoors, ROW, spokenDoor, type DoorAnchors, type Slab } from '../layout/doors.ts';
import type { Layout } from '../layout/layout.ts';
import type { FlightFamily, SceneDoor } from '../scene.ts';
import { flightTone, QUIET, toneClass } from '../tone.ts';

type World = Selection<SVGGElement, unknown, null, undefined>;

/** Only so many are tab stops; the list beside the stage has them all. */
const TAB_STOPS_MOST = 40;
/** Room between the edge of a target and what is drawn. */
const INSET = 1.5;

const FAMILY_PATH: Readonly<Record<FlightFamily, string>> = {
  client: 'M5 0L-4 -4.6V4.6Z',
  vote: 'M5 0L0 5L-5 0L0 -5Z',
  data: 'M-4 -4H4V4H-4Z',
  gossip: 'M4.4 0A4.4 4.4 0 1 1 -4.4 0A4.4 4.4 0 1 1 4.4 0Z',
  heartbeat: 'M2.6 0A2.6 2.6 0 1 1 -2.6 0A2.6 2.6 0 1 1 2.6 0Z',
};
const SIGNAL_PATH = 'M0 -5L5 4.4H-5Z';
const GLASS_PATH = 'M-5.5 -8H5.5M-5.5 8H5.5M-4 -8C-4 -3 4 3 4 8M4 -8C4 -3 -4 3 -4 8';

export class DoorLayer {
  readonly #group: World;
  #doors: readonly SceneDoor[] | undefined;
  #anchors: DoorAnchors | null = null;

  constructor(world: World, onPending: (id: number) => void) {
    this.#group = world.append('g').attr('class', 'doors');
    listen(this.#group.node(), onPending);
  }

  /** Shows what waits; nothing if `doors` is absent. */
  update(doors: readonly SceneDoor[] | undefined, anchors: DoorAnchors, layout: Layout): void {
    if (doors === this.#doors && anchors === this.#anchors) return;
    this.#doors = doors;
    this.#anchors = anchors;
    const { slabs, rests } = layoutDoors(doors ?? [], anchors, layout);
    const group = this.#group
      .selectAll<SVGGElement, Slab>('g.door')
      .data(slabs, ({ door }) => door.id)
      .join((enter) => enter.append('g').attr('role', 'button'))
      .attr('class', classOf)
      .attr('data-pending', ({ door }) => door.id)
      .attr('tabindex', (_, index) => (index < TAB_STOPS_MOST ? 0 : -1))
      .attr('aria-label', ({ door, shape, text }) =>
        shape === 'chip' ? `${spokenDoor(door)}, first of ${text.slice(1)}` : spokenDoor(door),
      )
      .attr('transform', ({ x, y }) => `translate(${x.toFixed(1)} ${y.toFixed(1)})`)
      .order();
    group.each(function draw(slab) {
      const markup = markupOf(slab);
      if (this.dataset['drawn'] === markup) return;
      this.dataset['drawn'] = markup;
      drawSlab(this, slab);
    });
    this.#group
      .selectAll('text.rest')
      .data(rests)
      .join('text')
      .attr('class', 'rest')
      .attr('x', ({ x }) => x)
      .attr('y', ({ y }) => y + 4)
      .text(({ text }) => text);
  }
}

function listen(group: SVGGElement | null, onPending: (id: number) => void): void {
  const press = (event: Event): void => {
    const door = event.target instanceof Element ? event.target.closest('g.door') : null;
    if (!(door instanceof SVGGElement)) return;
    event.preventDefault();
    event.stopPropagation();
    onPending(Number(door.dataset['pending']));
  };
  group?.addEventListener('click', press);
  group?.addEventListener('keydown', (event) => {
    if ((event.key === 'Enter' || event.key === ' ') && !event.repeat) press(event);
  });
  // Neither panning nor a long press begins on a slab.
  for (const name of ['pointerdown', 'mousedown', 'touchstart'] as const) {
    group?.addEventListener(name, (event) => event.stopPropagation(), { passive: true });
  }
}

function classOf({ door, shape }: Slab): string {
  const tone = shape === 'slab' && door.kind === 'message' ? flightTone(door) : QUIET;
  const off = door.reason === null ? '' : ' off';
  const reply = door.reply ? ' reply' : '';
  return `door ${shape} ${toneClass(tone)}${off}${reply}`;
}

function markupOf({ door, shape, width, text }: Slab): string {
  return `${shape} ${width} ${text} ${door.family} ${door.kind} ${door.title}`;
}

function drawSlab(element: SVGGElement, { door, shape, width, text }: Slab): void {
  element.replaceChildren();
  add(element, 'title').textContent = spokenDoor(door);
  add(element, 'rect', { class: 'target', width: String(width), height: String(ROW) });
  add(element, 'rect', {
    class: 'plate',
    x: String(INSET),
    y: String(INSET),
    width: String(width - 2 * INSET),
    height: String(ROW - 2 * INSET),
    rx: '6',
  });
  const middle = ROW / 2;
  if (shape === 'glass') {
    add(element, 'path', {
      class: 'glass',
      d: GLASS_PATH,
      transform: `translate(${width / 2} ${middle}) scale(0.9)`,
    });
    return;
  }
  const isChip = shape === 'chip';
  if (!isChip) {
    add(element, 'path', {
      class: 'family',
      d: door.kind === 'signal' ? SIGNAL_PATH : FAMILY_PATH[door.family],
      transform: `translate(12 ${middle})`,
    });
  }
  const label = add(element, 'text', {
    class: isChip ? 'title middle' : 'title',
    x: String(isChip ? width / 2 : 21),
    y: String(middle + 4),
  });
  label.textContent = text;
}

function add(
  parent: SVGGElement,
  tag: 'rect' | 'path' | 'text' | 'title',
  attributes: Readonly<Record<string, string>> = {},
): SVGElement {
  const element = parent.ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}
