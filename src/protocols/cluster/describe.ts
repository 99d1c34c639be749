/** The prose of the cluster: nodes and timers. Messages and facts have files of their own. */
import type { NodeId } from '../../kernel/process.ts';
import { unreachable } from '../../kernel/process.ts';
import type { Describe, Glyph, NodeDescription } from '../protocol.ts';
import { describeFact } from './describe-facts.ts';
import { describeMessage } from './describe-messages.ts';
import { has } from './ladder.ts';
import { isMember } from './members.ts';
import type {
  ClientState,
  ClusterVocabulary,
  NodeState,
  RegistryState,
  Standing,
  Term,
} from './messages.ts';
import type { View } from './reading.ts';
import { deadAfterMs } from './standing.ts';
import { termText } from './term.ts';
import { weightOf } from './weights.ts';
import { list, plural } from '../words.ts';

export const describe: Describe<ClusterVocabulary> = {
  node(view, id, state) {
    if ('standing' in state) return describeNode(view, id, state);
    return 'sweptAt' in state ? describeRegistry(view, id, state) : describeClient(id, state);
  },
  message: describeMessage,
  weight: weightOf,
  fact: describeFact,
  timer(name) {
    switch (name) {
      case 'register':
        return { title: 'registers again', ring: false };
      case 'silence':
        return { title: 'gives its leader up for dead', ring: true };
      case 'election':
        return { title: 'waits no longer for answers or a victory', ring: true };
      case 'takeover':
        return { title: 'gives up taking over', ring: true };
      case 'heartbeat':
        return { title: 'next heart-beat', ring: true };
      case 'sweep':
        return { title: 'sweeps the list', ring: true };
      case 'patience':
        return { title: 'gives up waiting for an answer', ring: false };
      default:
        return unreachable(name);
    }
  },
};

const PLAIN = { epoch: null, glyph: null, label: '', dots: [] } as const;

function describeNode(view: View, id: NodeId, state: NodeState): NodeDescription {
  const { standing, promised, map } = state;
  const learns =
    has('replication', view.options) && !isMember(state.members, { id, identity: state.identity });
  const elects = has('election', view.options);
  return {
    epoch: elects ? promised.generation : null,
    label: elects ? labelOf(promised) : String(map.length),
    glyph: learns ? 'recovering' : glyphOf(standing),
    badge: badgeOf(view, state, learns),
    sentence: `${id} ${learns ? 'is a learner: it is not admitted yet. It ' : ''}${doing(view, standing, state)}.`,
    dots: dotsOf(id, state),
  };
}

/** The term; before the first a dash. */
function labelOf(promised: Term): string {
  return promised.generation === 0 ? '–' : termText(promised);
}

function glyphOf({ kind }: Standing): Glyph | null {
  switch (kind) {
    case 'leading':
      return 'leader';
    case 'asking':
    case 'taking-over':
      return 'candidate';
    case 'awaiting':
      return 'voter';
    case 'waiting':
    case 'following':
      return null;
    default:
      return unreachable(kind);
  }
}

function badgeOf(
  view: View,
  { log, commitIndex, map, standing }: NodeState,
  learns: boolean,
): string {
  if (!has('replication', view.options)) return plural(map.length, 'row');
  const place =
    commitIndex === log.length ? `log ${log.length}` : `log ${commitIndex} of ${log.length}`;
  if (learns) return `learner · ${place}`;
  return standing.kind === 'leading' && !standing.serving ? `opening · ${place}` : place;
}

function doing(view: View, standing: Standing, state: NodeState): string {
  const { promised, log, commitIndex, map } = state;
  const data = has('replication', view.options)
    ? `has applied ${commitIndex} of ${log.length} log entries`
    : `holds ${plural(map.length, 'row')}`;
  switch (standing.kind) {
    case 'waiting':
      return has('election', view.options) ? `knows no leader and ${data}` : data;
    case 'following':
      return `follows ${standing.leader}, term ${termText(promised)}, and ${data}`;
    case 'asking':
      return `stands for election and waits for answers of ${list(standing.open)}`;
    case 'awaiting':
      return `waits for a victory of ${list(standing.answered)}, higher and alive`;
    case 'taking-over': {
      const promises = plural(standing.promises.length + 1, 'promise');
      return `takes over as term ${termText(promised)} with ${promises} of ${state.members.length}`;
    }
    case 'leading':
      return standing.serving
        ? `leads term ${termText(promised)} and ${data}`
        : `leads term ${termText(promised)}, which is not open yet, and ${data}`;
    default:
      return unreachable(standing);
  }
}

/** A candidate's answers and promises; a leader's acknowledgements of the newest entry. */
function dotsOf(id: NodeId, state: NodeState): NodeDescription['dots'] {
  const { standing, members, log } = state;
  const others = members.map((member) => member.id).filter((peer) => peer !== id);
  switch (standing.kind) {
    case 'asking':
      return standing.open.map((peer) => ({ peer, mark: 'unknown' }));
    case 'awaiting':
      return standing.answered.map((peer) => ({ peer, mark: 'yes' }));
    case 'taking-over':
      return others.map((peer) => {
        const has = standing.promises.some((promise) => promise.id === peer);
        return { peer, mark: has ? 'yes' : 'unknown' };
      });
    case 'leading':
      if (log.length === state.commitIndex) return [];
      return others.map((peer) => {
        const holds = (standing.progress[peer]?.match ?? 0) >= log.length;
        return { peer, mark: holds ? 'yes' : 'unknown' };
      });
    case 'waiting':
    case 'following':
      return [];
    default:
      return unreachable(standing);
  }
}

/** Who will be forgotten soon. */
function ageText(
  { options }: View,
  { entries, clock }: Pick<RegistryState, 'entries' | 'clock'>,
): string {
  if (!has('election', options)) return 'never forgets';
  const silent = entries.filter(({ at }) => clock - at > deadAfterMs({ options }));
  const [first] = silent;
  if (first === undefined) return 'all heard';
  return silent.length === 1 ? `${first.name} silent` : `${silent.length} silent`;
}

function describeRegistry(view: View, id: NodeId, state: RegistryState): NodeDescription {
  const { entries, clock } = state;
  const names = entries.map(({ name }) => name);
  const forgets = has('election', view.options)
    ? `It forgets whoever is silent for ${view.options.expiryMs / 1000} s.`
    : 'It never forgets.';
  return {
    ...PLAIN,
    label: String(entries.length),
    badge: ageText(view, { entries, clock }),
    sentence: `${id} lists ${list(names)}. ${forgets}`,
  };
}

function describeClient(id: NodeId, { node, open }: ClientState): NodeDescription {
  const [oldest] = open;
  const sentence =
    oldest === undefined
      ? `${id} talks to ${node} and waits for a command.`
      : `${id} has ${plural(open.length, 'command')} without an outcome; the oldest is with ${oldest.at === '' ? 'nobody' : oldest.at}.`;
  return {
    ...PLAIN,
    badge: open.length === 0 ? `uses ${node}` : `${open.length} open`,
    sentence,
  };
}
