/** Deeds that lie outside the model: fail-stop processors of which one survives, and channels that lose and double nothing. */
import type { Intent } from '../../kernel/intent.ts';
import type { NodeId } from '../../kernel/process.ts';
import type { WorldView } from '../../kernel/trace.ts';
import type { LamportVocabulary } from './messages.ts';

type View = WorldView<LamportVocabulary>;

const NO_DISK = 'nothing is on a disk here: a restart begins with nothing anyway';

const RELIABLE = 'channels are reliable in this model: hold the message or cut the link instead';

export function refuses(intent: Intent, view: View): string | null {
  if (intent.type === 'crash' || intent.type === 'remove') {
    return refusesFailure(intent.node, view);
  }
  if (intent.type === 'wipe') return NO_DISK;
  const isFlight = intent.type === 'drop' || intent.type === 'duplicate';
  const isRule = intent.type === 'rule' && intent.rule.action.kind !== 'delay';
  return isFlight || isRule ? RELIABLE : null;
}

/** The last replica that holds the state may not fail. One that is still joining holds nothing. */
function refusesFailure(node: NodeId, view: View): string | null {
  const live = view
    .nodes('replica')
    .filter(({ status, state }) => isRunning(status) && state.joining === null);
  const [last, ...others] = live;
  return last?.id === node && others.length === 0
    ? `the service tolerates t − 1 failures: ${node} is the last that holds the state`
    : null;
}

function isRunning(status: string): boolean {
  return status === 'up' || status === 'frozen';
}
