import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink, openLinked, parseLinked } from './link.ts';
import { aLinkedRun, aProtocol, refusal } from './testing.ts';

const { recipe: RECIPE, moment: MOMENT } = aLinkedRun();
const JSON_TEXT = JSON.stringify({ ...RECIPE, moment: MOMENT });

/** The JSON of a run with something else in one place. */
function changed(change: (data: Record<string, unknown>) => object): string {
  return JSON.stringify(change(JSON.parse(JSON_TEXT)));
}

const withIntent = (intent: string, after = '0', time = '0'): string =>
  JSON_TEXT.replace(
    /"intents":\[.*\],"moment"/,
    `"intents":[{"after":${after},"time":${time},"intent":${intent}}],"moment"`,
  );

describe('a file', () => {
  const crash = (node: string): string => `{"type":"crash","node":${JSON.stringify(node)}}`;

  it.each([
    ['cut off', JSON_TEXT.slice(0, -10), 'this is not JSON'],
    ['no object', '42', 'not a run: '],
    [
      'another protocol',
      changed((data) => ({ ...data, protocol: 'raft9' })),
      'there is no protocol "raft9"',
    ],
    [
      'a protocol called __proto__',
      changed((data) => ({ ...data, protocol: '__proto__' })),
      'there is no protocol "__proto__"',
    ],
    ['no seed', changed(({ seed: _seed, ...data }) => data), 'not a run: seed'],
    ['a negative seed', changed((data) => ({ ...data, seed: -1 })), 'not a run: seed'],
    ['a seed with a fraction', changed((data) => ({ ...data, seed: 0.5 })), 'not a run: seed'],
    ['a seed that is text', changed((data) => ({ ...data, seed: '1' })), 'not a run: seed'],
    ['a seed beyond all', JSON_TEXT.replace(/"seed":\d+/, '"seed":1e300'), 'not a run: seed'],
    ['a seed that was NaN', changed((data) => ({ ...data, seed: Number.NaN })), 'not a run: seed'],
    ['an unknown field', changed((data) => ({ ...data, evil: 1 })), 'not a run: evil'],
    [
      'an unknown scenario',
      changed((data) => ({ ...data, scenario: 'constructor' })),
      'gossip has no scenario "constructor"',
    ],
    [
      'an unknown option',
      changed((data) => ({ ...data, options: { speed: 1 } })),
      'gossip has no option "speed"',
    ],
    [
      'an option called constructor',
      JSON_TEXT.replace('"options":{', '"options":{"constructor":1,'),
      'option',
    ],
    [
      'an option called __proto__',
      JSON_TEXT.replace('"options":{', '"options":{"__proto__":1,'),
      'option',
    ],
    [
      'options with a prototype',
      JSON_TEXT.replace('"options":{', '"options":{"__proto__":{"replicas":3},'),
      'option',
    ],
    [
      'an option out of bounds',
      changed((data) => ({ ...data, options: { replicas: 1e9 } })),
      'replicas is a whole number from 1 to 1000, not 1000000000',
    ],
    [
      'an option of another type',
      changed((data) => ({ ...data, options: { replicas: '3' } })),
      'replicas is a whole number from 1 to 1000, not "3"',
    ],
    [
      'an option that is no value',
      changed((data) => ({ ...data, options: { replicas: [3] } })),
      'not a run: options.replicas',
    ],
    [
      'intents that are no list',
      changed((data) => ({ ...data, intents: {} })),
      'not a run: intents',
    ],
    ['an intent of no kind', withIntent('{"type":"explode"}'), 'not a run: intents.0.intent'],
    [
      'an intent with a prototype',
      withIntent('{"type":"heal","__proto__":{"a":1}}'),
      'not a run: intents.0.intent.__proto__',
    ],
    [
      'an intent with too little',
      withIntent('{"type":"crash"}'),
      'not a run: intents.0.intent.node',
    ],
    [
      'an intent with too much',
      withIntent('{"type":"heal","node":"x"}'),
      'not a run: intents.0.intent.node',
    ],
    [
      'a name of a million characters',
      withIntent(crash('x'.repeat(1_000_000))),
      'not a run: intents.0.intent.node',
    ],
    [
      'a command of a million characters',
      withIntent(`{"type":"command","client":"client-1","text":"${'x'.repeat(1_000_000)}"}`),
      'not a run: intents.0.intent.text',
    ],
    [
      'an intent after 1e300 events',
      withIntent('{"type":"heal"}', '1e300'),
      'not a run: intents.0.after',
    ],
    [
      'an intent after -1 events',
      withIntent('{"type":"heal"}', '-1'),
      'not a run: intents.0.after',
    ],
    [
      'an intent after null events',
      withIntent('{"type":"heal"}', 'null'),
      'not a run: intents.0.after',
    ],
    [
      'an intent at 1e300',
      withIntent('{"type":"heal"}', '0', '1e300'),
      'not a run: intents.0.time',
    ],
    [
      'a percentage of 101',
      withIntent(
        '{"type":"network","settings":{"latencyMs":[0,1],"lossPercent":101,"duplicatePercent":0}}',
      ),
      'lossPercent',
    ],
    [
      'a flight that is text',
      withIntent('{"type":"drop","flight":"1"}'),
      'not a run: intents.0.intent.flight',
    ],
    [
      'a moment that is missing',
      changed(({ moment: _moment, ...data }) => data),
      'not a run: moment',
    ],
    [
      'a moment of 1e300 events',
      JSON_TEXT.replace(/"moment":\{"event":\d+/, '"moment":{"event":1e300'),
      'not a run: moment.event',
    ],
    [
      'intents out of order',
      changed((data) => ({ ...data, intents: [...(data['intents'] as object[])].toReversed() })),
      'intents out of order',
    ],
    [
      'too many intents',
      changed((data) => ({
        ...data,
        intents: Array.from({ length: 20_001 }, (_, after) => ({
          after,
          time: 0,
          intent: { type: 'heal' },
        })),
      })),
      'not a run: intents',
    ],
  ])('with %s is refused and says where', (_, text, why) => {
    expect(text).not.toBe(JSON_TEXT);
    expect(refusal(parseLinked, text)).toContain(why);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'replicas')).toBeUndefined();
  });

  it.each([
    ['a node that is not there', withIntent(crash('ghost')), 'there is no node "ghost"'],
    ['a node called __proto__', withIntent(crash('__proto__')), 'there is no node "__proto__"'],
    ['a node of half a character', withIntent(crash('\ud800')), 'there is no node'],
    [
      'a role called constructor',
      withIntent('{"type":"add","role":"constructor"}'),
      'there is no role "constructor"',
    ],
    [
      'a latency of 1e12 ms',
      withIntent(
        '{"type":"network","settings":{"latencyMs":[1000000000000,1000000000000],"lossPercent":0,"duplicatePercent":0}}',
      ),
      'latency runs from',
    ],
    [
      'a time that cannot be',
      withIntent('{"type":"heal"}', '0', '900000000000'),
      'cannot have been at 900000000000 ms',
    ],
    ['a time from before', withIntent('{"type":"heal"}', '40', '0'), 'cannot have been at 0 ms'],
  ])('with %s reads, and opening it says what cannot be done', (_, text, why) => {
    expect(refusal((json) => openLinked(parseLinked(json)), text)).toContain(why);
  });

  it('keeps hostile text as text', () => {
    const text = '<img src=x onerror=alert(1)> __proto__ \ud800 \u0000';
    const opened = openLinked(
      decodeLink(
        encodeLink({
          recipe: {
            ...RECIPE,
            intents: [{ after: 0, time: 0, intent: { type: 'command', client: 'client-1', text } }],
          },
          moment: { event: 1, time: 0 },
        }),
      ),
    );
    expect(opened.world.operations()[0]?.text).toBe(text);
  });

  it('may leave options out: they take their initial values', () => {
    const { recipe } = parseLinked(
      changed((data) => ({ ...data, options: { replicas: 3 }, intents: [] })),
    );
    expect(recipe.options).toMatchObject({ replicas: 3, seeds: 2 });
    expect(Object.keys(recipe.options)).toEqual(Object.keys(aProtocol().options));
  });
});
