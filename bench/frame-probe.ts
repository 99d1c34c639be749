/** Runs in the page, before any of its scripts: notes what every frame costs. */

export interface FrameCost {
  /** When its first callback began, real ms. */
  readonly at: number;
  /** In callbacks of `requestAnimationFrame`. */
  readonly scriptMs: number;
  /** From the first callback until the main thread was free again: scripts, style, layout, paint. */
  readonly busyMs: number;
}

/** Wraps `requestAnimationFrame`; `frameProbe.start()` and `frameProbe.stop()` stand around what is measured. Refers to nothing outside itself. */
export function installProbe(): void {
  const request = window.requestAnimationFrame.bind(window);
  const channel = new MessageChannel();
  let frames: FrameCost[] | null = null;
  let open: { stamp: number; at: number; scriptMs: number } | null = null;
  // A message is handled once the frame has been rendered.
  channel.port1.addEventListener('message', () => {
    if (open === null) return;
    const { at, scriptMs } = open;
    frames?.push({ at, scriptMs, busyMs: performance.now() - at });
    open = null;
  });
  channel.port1.start();
  window.requestAnimationFrame = (callback) =>
    request((stamp) => {
      const at = performance.now();
      if (open?.stamp !== stamp) {
        open = { stamp, at, scriptMs: 0 };
        channel.port2.postMessage(null);
      }
      callback(stamp);
      if (open !== null) open.scriptMs += performance.now() - at;
    });
  Object.assign(window, {
    frameProbe: {
      start: () => {
        frames = [];
      },
      stop: () => {
        const measured = frames ?? [];
        frames = null;
        return measured;
      },
    },
  });
}
