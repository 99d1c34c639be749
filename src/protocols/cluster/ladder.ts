/** The ladder of versions: each adds one step and keeps the earlier ones. */

export const VERSIONS = ['1.0.0', '2.0.0', '2.1.0', '2.2.0', '3.0.0'] as const;
export type Version = (typeof VERSIONS)[number];

/** What each version added, in the order of `VERSIONS`; a step is a file of this folder. */
const STEPS = ['store', 'discovery', 'election', 'copying', 'replication'] as const;
export type Step = (typeof STEPS)[number];

/** Whether a run's version has a step. */
export function has(step: Step, { version }: { readonly version: Version }): boolean {
  return STEPS.indexOf(step) <= VERSIONS.indexOf(version);
}

/** Why a run does not promise what a step brings; `null` if its version has the step. */
export function lacking(
  step: Step,
  lack: string,
): (options: { readonly version: Version }) => string | null {
  return (options) =>
    has(step, options) ? null : `Version ${options.version} ${lack}; ${since(step)} does.`;
}

/** The version that brought a step. */
export function since(step: Step): Version {
  return VERSIONS[STEPS.indexOf(step)] ?? '3.0.0';
}

/** Why a run does not promise what most properties are about. */
export const elects = lacking('election', 'has no election');
export const replicates = lacking('replication', 'keeps no log and counts no majority');
