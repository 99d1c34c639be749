/** The one run of the page, and how it is played. Everything on the screen is a function of it and of now. */
import type { Intent } from '../kernel/intent.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { decodeLink, encodeLink, openLinked } from '../run/link.ts';
import { Playback } from '../run/playback.ts';
import { freshRecipe, type RunRequest } from '../run/recipe.ts';
import { type MayGoOn, Run } from '../run/run.ts';

/** Real ms that opening a link or an address may take. */
export const OPEN_MS_MAX = 6000;
/** Events between two looks at the clock. */
const STRIDE = 64;

/** Says no when more than `ms` of real time have passed. */
export function patience(ms: number): MayGoOn {
  const end = performance.now() + ms;
  let asked = 0;
  return () => {
    asked += 1;
    return asked % STRIDE !== 0 || performance.now() < end;
  };
}

export interface OpenRequest extends RunRequest {
  readonly protocol?: string | undefined;
}

export class Session {
  run: Run;
  readonly playback = new Playback();
  drive: 'flow' | 'choose' = 'flow';
  /** Grows with every change that a panel could show. */
  revision = 0;
  /** Kinds of deeds that the person has done so far. */
  readonly done = new Set<Intent['type']>();
  readonly #onChange: () => void;

  constructor(run: Run, onChange: () => void) {
    this.run = run;
    this.#onChange = onChange;
  }

  /** Opens a new run. Throws an `Error` that says what is wrong with the request. */
  open(request: OpenRequest): void {
    const protocol = protocolCalled(request.protocol ?? this.run.protocol.id);
    this.#show(new Run(protocol, freshRecipe(protocol, request)));
  }

  /** Opens the same run anew with another seed or other options. */
  openAgain({ seed, options }: Pick<RunRequest, 'seed' | 'options'>): void {
    const { protocol, scenario, seed: sown, options: chosen } = this.run;
    const request = {
      scenario: scenario?.id,
      seed: seed ?? sown,
      options: { ...chosen, ...options },
    };
    this.#show(new Run(protocol, freshRecipe(protocol, request)));
  }

  /** Opens the run of a link, paused at its moment. Throws an `Error` that says what is wrong with it. */
  openLink(text: string): void {
    this.#show(openLinked(decodeLink(text), patience(OPEN_MS_MAX)));
    this.playback.playing = false;
  }

  /** The part of an address that restores this run at this moment. */
  link(): string {
    return encodeLink({ recipe: this.run.recipe, moment: this.run.now });
  }

  /** Does a deed now. Throws if it cannot be done. */
  do(intent: Intent): void {
    this.run.do(intent);
    this.done.add(intent.type);
    this.changed();
  }

  /** Moves the run by `move` and follows it. */
  go(move: (run: Run) => void): void {
    move(this.run);
    this.playback.settle(this.run);
    this.changed();
  }

  play(): void {
    this.drive = 'flow';
    this.playback.playing = true;
    this.changed();
  }

  pause(): void {
    this.playback.playing = false;
    this.playback.until = null;
    this.changed();
  }

  changed(): void {
    this.revision += 1;
    this.#onChange();
  }

  #show(run: Run): void {
    this.run = run;
    this.done.clear();
    this.playback.until = null;
    this.playback.settle(run);
    this.changed();
  }
}
