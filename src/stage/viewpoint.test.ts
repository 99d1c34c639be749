import { zoomIdentity } from 'd3-zoom';
import { describe, expect, it } from 'vitest';
import { Viewpoint } from './viewpoint.ts';

function viewpoint(width: number, height: number, wantedScale: number): Viewpoint {
  const made = new Viewpoint();
  made.size = { width, height };
  made.wantedScale = wantedScale;
  return made;
}

describe('a viewpoint', () => {
  it('magnifies as far as there is room', () => {
    expect(viewpoint(1440, 900, 1.5).scale).toBe(1.5);
    expect(viewpoint(768, 900, 1.5).scale).toBeCloseTo(1.2);
    expect(viewpoint(390, 400, 1.5).scale).toBe(1);
  });

  it('lays out a stage that is smaller by as much', () => {
    const view = viewpoint(1440, 900, 1.5);
    view.insets = { top: 30, right: 0, bottom: 15, left: 0 };
    expect(view.room).toEqual({
      size: { width: 960, height: 600 },
      insets: { top: 20, right: 0, bottom: 10, left: 0 },
    });
  });

  it('finds the way back from the stage to the layout', () => {
    const view = viewpoint(1440, 900, 1.5);
    view.zoom = zoomIdentity.translate(20, -40).scale(2);
    const at = view.toStage({ x: 100, y: 50 });
    expect(at).toEqual({ x: 320, y: 110 });
    expect(view.toLayout(at)).toEqual({ x: 100, y: 50 });
  });
});
