/**
 * The link codec: a recipe and a moment, as JSON, deflated, in base64url, with a check at its end:
 * `1.<data>.<check>`. Whatever else is given is refused with a sentence that says what is wrong.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import * as v from 'valibot';
import type { Recipe } from '../kernel/intent.ts';
import { fingerprint } from '../kernel/hash.ts';
import { protocolCalled } from '../protocols/registry.ts';
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import type { Moment } from '../kernel/trace.ts';
import { completeOptions } from './recipe.ts';
import { type MayGoOn, Run } from './run.ts';
import { firstIssue, linkSchema } from './schema.ts';

const VERSION = '1';
const LINK_LENGTH_MAX = 400_000;
const JSON_LENGTH_MAX = 8_000_000;
const CHECK_LENGTH = 8;
const SLICE = 4096;

export interface Linked {
  readonly recipe: Recipe;
  readonly moment: Moment;
}

/** The text of a link to a moment of a run. */
export function encodeLink({ recipe, moment }: Linked): string {
  const json = JSON.stringify({ ...recipe, moment });
  const data = encodeBase64url(deflateSync(strToU8(json), { level: 9 }));
  return `${VERSION}.${data}.${checkOf(json)}`;
}

/** Reads a link. Throws an `Error` whose message says what is wrong with it. */
export function decodeLink(text: string): Linked {
  if (text.length > LINK_LENGTH_MAX) throw new Error('the link is too long to be one of ours');
  const [version, data, check, ...rest] = text.split('.');
  if (data === undefined || check === undefined || rest.length > 0) {
    throw new Error('the link is cut off or not one of ours');
  }
  if (version !== VERSION)
    throw new Error(`the link has format "${version?.slice(0, 8)}", this page reads ${VERSION}`);
  const json = inflated(data);
  if (checkOf(json) !== check) throw new Error('the link is damaged: its check does not fit');
  return parseLinked(json);
}

/** Reads a recipe and a moment from JSON, as in a file. Throws an `Error` whose message says what is wrong. */
export function parseLinked(json: string): Linked {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    throw new Error('this is not JSON: it may be cut off');
  }
  const result = v.safeParse(linkSchema, data, { abortEarly: true });
  if (!result.success) throw new Error(`not a run: ${firstIssue(result.issues)}`);
  const { moment, ...recipe } = result.output;
  const protocol = protocolCalled(recipe.protocol);
  const options = completeOptions(protocol, recipe.options);
  if (
    recipe.scenario !== undefined &&
    !protocol.scenarios.some(({ id }) => id === recipe.scenario)
  ) {
    throw new Error(`${protocol.id} has no scenario "${recipe.scenario}"`);
  }
  return { recipe: { ...recipe, options }, moment };
}

/** Opens the run of a link, at its moment. Throws if one of its intents cannot be done, or if `mayGoOn` stops it on the way. */
export function openLinked({ recipe, moment }: Linked, mayGoOn?: MayGoOn): Run {
  const run = new Run(protocolCalled(recipe.protocol), recipe);
  run.seek(moment, mayGoOn);
  if (run.world.events < moment.event) {
    throw new Error(
      `it leads ${moment.event} events into a run, further than can be played at once`,
    );
  }
  return run;
}

function inflated(data: string): string {
  const bytes = decodeBase64url(data);
  if (bytes === null) throw new Error('the link is damaged: it has letters that no link has');
  const chunks: string[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > JSON_LENGTH_MAX) throw new Error('the link unpacks to more than any run needs');
    chunks.push(strFromU8(chunk, true));
  });
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      inflate.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
    }
  } catch (error) {
    if (length > JSON_LENGTH_MAX) throw error;
    throw new Error('the link is damaged: it cannot be unpacked', { cause: error });
  }
  return strFromU8(strToU8(chunks.join(''), true));
}

function checkOf(json: string): string {
  return fingerprint(json).slice(0, CHECK_LENGTH);
}
