/**
 * The address bar. Two kinds of address open a run:
 * `#1.<data>.<check>`, a link to a whole run at one moment, and
 * `?protocol=gossip&scenario=both-seeds-dead&seed=3&replicas=24&at=12.5s&paused`, written by hand.
 */
import { SPEED_MAX, SPEED_MIN } from '../run/playback.ts';
import type { OpenRequest } from './session.ts';

export interface Address {
  /** The text of a link, or `null`. */
  readonly link: string | null;
  readonly request: OpenRequest | null;
  /** Virtual ms to go to. */
  readonly atMs: number | null;
  readonly paused: boolean;
  readonly embed: boolean;
  readonly speed: number | null;
}

/** Names that others hang onto addresses. */
const FOREIGN = /^(utm_.*|fbclid|gclid|msclkid|ref|source)$/;
const OWN = new Set(['protocol', 'scenario', 'seed', 'at', 'paused', 'embed', 'speed', 'theme']);

/** Reads an address. Throws an `Error` that says which part cannot be read. */
export function readAddress({ hash, search }: Pick<Location, 'hash' | 'search'>): Address {
  const query = new URLSearchParams(search);
  const link = hash.length > 1 ? linkOf(hash) : null;
  const options = Object.fromEntries(
    [...query]
      .filter(([name]) => !OWN.has(name) && !FOREIGN.test(name))
      .map(([name, text]) => [name, valueOf(text)]),
  );
  const isRequest =
    query.has('protocol') ||
    query.has('scenario') ||
    query.has('seed') ||
    Object.keys(options).length > 0;
  const seed = query.get('seed');
  const request: OpenRequest = {
    protocol: query.get('protocol') ?? undefined,
    scenario: query.get('scenario') ?? undefined,
    seed: seed === null ? undefined : numberOf(seed, 'seed'),
    options,
  };
  const at = query.get('at');
  const speed = query.get('speed');
  checkTheme(query.get('theme'));
  return {
    link,
    request: isRequest ? request : null,
    atMs: at === null ? null : momentOf(at),
    paused: query.has('paused'),
    embed: query.has('embed'),
    speed: speed === null ? null : speedOf(speed),
  };
}

/** Puts a link into the address bar without a new entry in the browser's history. */
export function showLink(link: string): void {
  const { pathname, search, origin } = window.location;
  const query = new URLSearchParams(search);
  const theme = themeOf({ search });
  const kept = query.has('embed') ? `?embed${theme === null ? '' : `&theme=${theme}`}` : '';
  window.history.replaceState(null, '', `${origin === 'null' ? '' : pathname}${kept}#${link}`);
}

/** The whole address of a link, to be sent to somebody. */
export function addressOf(link: string): string {
  return `${window.location.href.replace(/[?#].*$/s, '')}#${link}`;
}

/** The theme that an address asks for, if it is one. */
export function themeOf({ search }: Pick<Location, 'search'>): 'light' | 'dark' | null {
  const theme = new URLSearchParams(search).get('theme');
  return theme === 'light' || theme === 'dark' ? theme : null;
}

function checkTheme(text: string | null): void {
  if (text === null || text === 'light' || text === 'dark') return;
  throw new Error(`the address says theme=${text.slice(0, 40)}; it is light or dark`);
}

/** What stands behind the `#`; a browser may have escaped it, and a hand may have spoiled that. */
function linkOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    throw new Error('the link has a % that stands for no letter');
  }
}

function speedOf(text: string): number {
  const speed = numberOf(text, 'speed');
  if (speed >= SPEED_MIN && speed <= SPEED_MAX) return speed;
  throw new Error(
    `the address says speed=${text.slice(0, 40)}; it is ${SPEED_MIN} to ${SPEED_MAX}`,
  );
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new Error(`the address says ${name}=${text.slice(0, 40)}, which is no number`);
  }
  return value;
}

/** `12.5s`, `250ms` or bare ms. */
function momentOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text);
  if (match?.[1] === undefined) {
    throw new Error(`the address says at=${text.slice(0, 40)}, which is no time as in 12.5s`);
  }
  const factor = match[2] === 's' ? 1000 : match[2] === 'm' ? 60_000 : 1;
  return Math.round(Number(match[1]) * factor);
}

function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
