/** How wide the text under a node may really be: as far as its neighbours and the rim of the stage leave room. */
import type { NodeId } from '../../kernel/process.ts';
import {
  boxesMeet,
  circleMeetsBox,
  labelBox,
  reach,
  type Box,
  type Place,
  type Size,
} from '../geometry.ts';

/** Nobody needs more. */
const WIDEST = 280;
const STEP = 12;
const RIM = 4;
const GAP = 3;

/** The places with the room of their labels. All grow in turn, so that none takes what two could share. */
export function withLabelRoom(places: ReadonlyMap<NodeId, Place>, size: Size): Map<NodeId, Place> {
  const grown = [...places];
  let growing = grown.flatMap(([, place], index) => (place.label === 'none' ? [] : index));
  while (growing.length > 0) {
    growing = growing.filter((index) => {
      const entry = grown[index];
      if (entry === undefined) return false;
      const [id, place] = entry;
      const wider = { ...place, labelRoom: (place.labelRoom ?? place.labelWidth) + STEP };
      if (wider.labelRoom > WIDEST || !isFree(wider, index, grown, size)) return false;
      grown[index] = [id, wider];
      return true;
    });
  }
  return new Map(
    grown.map(([id, place]) => [id, { ...place, sharedRoom: leastRoom(place, grown) }]),
  );
}

/** Nodes of one size and kind of text are read side by side. */
function leastRoom(place: Place, places: readonly (readonly [NodeId, Place])[]): number {
  return places.reduce((least, [, { r, label, labelWidth, labelRoom = labelWidth }]) => {
    const isAlike = r === place.r && label === place.label && labelWidth === place.labelWidth;
    return isAlike ? Math.min(least, labelRoom) : least;
  }, WIDEST);
}

function isFree(
  place: Place,
  index: number,
  places: readonly (readonly [NodeId, Place])[],
  { width }: Size,
): boolean {
  const label = labelBox(place);
  const box: Box = { ...label, left: label.left - GAP, right: label.right + GAP };
  if (box.left < RIM || box.right > width - RIM) return false;
  return places.every(([, other], at) => {
    if (at === index) return true;
    if (circleMeetsBox(other.x, other.y, reach(other.r), box)) return false;
    return other.label === 'none' || !boxesMeet(box, labelBox(other));
  });
}
