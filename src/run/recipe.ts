/** Completes and checks what decides a run. */
import type { Recipe } from '../kernel/intent.ts';
import type { OptionValue } from '../kernel/process.ts';
import type { OptionSpec, Protocol } from '../protocols/protocol.ts';

/** What a caller may say of a run; the rest takes the initial values. */
export interface RunRequest {
  readonly scenario?: string | null | undefined;
  readonly seed?: number | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

/** Seeds are whole numbers from 0 to this. */
export const SEED_MAX = Number.MAX_SAFE_INTEGER;

/** The recipe of a run that has just begun. Throws an `Error` that says which value is wrong and what is allowed. */
export function freshRecipe(protocol: Protocol, request: RunRequest): Recipe {
  const scenario = scenarioCalled(protocol, request.scenario ?? null);
  const seed = request.seed ?? scenario?.seed ?? 1;
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) {
    throw new Error(`a seed is a whole number from 0 to ${SEED_MAX}, not ${seed}`);
  }
  const options = completeOptions(protocol, { ...scenario?.options, ...request.options });
  const script = scenario === null ? {} : { scenario: scenario.id };
  return { protocol: protocol.id, options, seed, ...script, intents: [] };
}

function scenarioCalled(protocol: Protocol, id: string | null) {
  if (id === null) return null;
  const found = protocol.scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const ids = protocol.scenarios.map((scenario) => scenario.id).join(', ');
  throw new Error(`${protocol.id} has no scenario "${id}"; there are ${ids}`);
}

/** All options, the given ones checked against their bounds. */
export function completeOptions(
  protocol: Protocol,
  given: Readonly<Record<string, unknown>>,
): Record<string, OptionValue> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(protocol.options, name)) {
      const names = Object.keys(protocol.options).join(', ');
      throw new Error(`${protocol.id} has no option "${name}"; there are ${names}`);
    }
  }
  const complete: Record<string, OptionValue> = {};
  for (const [name, spec] of Object.entries(protocol.options)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    complete[name] = value === undefined ? spec.initial : checked(name, spec, value);
  }
  return complete;
}

function checked(
  name: string,
  spec: OptionSpec<number> | OptionSpec<boolean> | OptionSpec<string>,
  value: unknown,
): OptionValue {
  switch (spec.kind) {
    case 'integer':
      if (typeof value === 'number' && Number.isInteger(value)) {
        if (value >= spec.least && value <= spec.most) return value;
      }
      throw new Error(
        `${name} is a whole number from ${spec.least} to ${spec.most}, not ${shown(value)}`,
      );
    case 'switch':
      if (typeof value === 'boolean') return value;
      throw new Error(`${name} is true or false, not ${shown(value)}`);
    case 'choice':
      if (typeof value === 'string' && spec.choices.includes(value)) return value;
      throw new Error(`${name} is one of ${spec.choices.join(', ')}, not ${shown(value)}`);
    default:
      return spec;
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? String(value);
}
