/** The only `requestAnimationFrame` of the page: lets time pass, shows the scene, draws, refreshes the panels now and then. */
import type { Stage } from '../stage/stage.ts';
import { showLink } from './address.ts';
import type { AppPlayground } from './create-playground.ts';
import { SceneMaker } from './scene-of.ts';

/** A frame never stands for more real time than this, so that a page that was in the background does not leap. */
const FRAME_MS_MAX = 100;
const FACE_PERIOD_MS = 100;
const ADDRESS_PERIOD_MS = 1500;
const PAUSED_ADDRESS_PERIOD_MS = 250;
const BURST_REAL_MS = 500;

/** What a frame cost, for the bench: real ms of scripting. */
export type OnFrame = (scriptMs: number) => void;

export class Loop {
  readonly #playground: AppPlayground;
  readonly #scenes = new SceneMaker();
  readonly #motion = window.matchMedia('(prefers-reduced-motion: reduce)');
  #last = 0;
  #faceAt = 0;
  #addressAt = 0;
  #addressRevision = -1;
  #shownStage: Stage | null = null;
  #shownEvents = -1;
  #shownRevision = -1;

  constructor(playground: AppPlayground) {
    this.#playground = playground;
  }

  /** Begins; runs as long as the page. */
  start(): void {
    const frame = (now: number): void => {
      this.#frame(now);
      window.requestAnimationFrame(frame);
    };
    window.requestAnimationFrame(frame);
  }

  #frame(now: number): void {
    const { session, refresh } = this.#playground;
    const elapsed = Math.min(FRAME_MS_MAX, Math.max(0, now - this.#last));
    this.#last = now;
    this.#play(elapsed);
    this.#draw();
    if (now - this.#faceAt >= FACE_PERIOD_MS || !session.playback.playing) {
      this.#faceAt = now;
      refresh();
    }
    this.#showAddress(now);
  }

  #play(elapsed: number): void {
    const { session, interface: ui } = this.#playground;
    const { playback, run } = session;
    if (!playback.playing) return;
    const start = performance.now();
    try {
      playback.tick(run, elapsed, () => performance.now() - start);
    } catch (error) {
      playback.playing = false;
      const text = error instanceof Error ? error.message : String(error);
      ui.setState({ notice: { text: `The run cannot go on: ${text}`, bad: true } });
    }
    session.revision += 1;
  }

  #draw(): void {
    const { session, stage } = this.#playground;
    const { playback, run, revision } = session;
    if (stage.current === null) return;
    const isFresh = stage.current !== this.#shownStage;
    const isPaused = !playback.playing;
    const isMoved =
      run.world.events !== this.#shownEvents || (isPaused && revision !== this.#shownRevision);
    if (isFresh || isMoved) {
      const choosing = session.drive === 'choose';
      stage.current.setScene(this.#scenes.make(run, BURST_REAL_MS * playback.speed, choosing));
      this.#shownStage = stage.current;
      this.#shownEvents = run.world.events;
      this.#shownRevision = revision;
    }
    stage.current.frame({
      now: playback.playing ? playback.shown : run.world.now,
      moving: playback.playing,
      msPerSecond: playback.speed * 1000,
      reducedMotion: this.#motion.matches,
    });
  }

  /** Keeps the address bar at the moment that is shown, but not at every frame. */
  #showAddress(now: number): void {
    const { session } = this.#playground;
    const period = session.playback.playing ? ADDRESS_PERIOD_MS : PAUSED_ADDRESS_PERIOD_MS;
    if (session.revision === this.#addressRevision || now - this.#addressAt < period) return;
    this.#addressAt = now;
    this.#addressRevision = session.revision;
    showLink(session.link());
  }
}
