/** Moves nodes with the hand. One behaviour for all of them: it finds the node under the press. */
import { drag, type D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import type { NodeId } from '../../kernel/process.ts';
import type { Point } from '../geometry.ts';
import { nodeIdAt } from '../nodes/nodes.ts';

export interface DragCallbacks {
  isActive(): boolean;
  placeOf(id: NodeId): Point | undefined;
  onMove(id: NodeId, to: Point): void;
}

interface Grip extends Point {
  readonly id: NodeId;
  readonly element: Element | null;
}

/** Puts the behaviour on `layer`; places are in the coordinates of that group. Returns a function that takes it off. */
export function createDrag(layer: SVGGElement, callbacks: DragCallbacks): () => void {
  const target = select<SVGGElement, unknown>(layer);
  const behaviour = drag<SVGGElement, unknown, Grip | undefined>()
    .container(layer)
    .clickDistance(4)
    .filter(
      (event: MouseEvent) =>
        !event.ctrlKey && !event.button && callbacks.isActive() && nodeIdAt(event.target) !== null,
    )
    .subject((event: D3DragEvent<SVGGElement, unknown, unknown>) => {
      const source: unknown = event.sourceEvent;
      const at = source instanceof Event ? source.target : null;
      const id = nodeIdAt(at);
      const place = id === null ? undefined : callbacks.placeOf(id);
      if (id === null || place === undefined) return undefined;
      const element = at instanceof Element ? at.closest('g.node') : null;
      return { id, element, x: place.x, y: place.y };
    })
    .on('start drag end', (event: D3DragEvent<SVGGElement, unknown, Grip>) => {
      event.subject.element?.classList.toggle('dragged', event.type !== 'end');
      if (event.type === 'drag') callbacks.onMove(event.subject.id, { x: event.x, y: event.y });
    });
  target.call(behaviour);
  return () => target.on('.drag', null);
}
