/** What the panels read of the run as a whole. */
import { missing } from '../checks/judge.ts';
import type { TraceEvent, WorldView } from '../kernel/trace.ts';
import type { JudgedVocabulary, Property, Protocol } from '../protocols/protocol.ts';
import { type Line, linesOf } from '../run/feed.ts';
import type { Run } from '../run/run.ts';
import { foldLosses, type Told } from './fold-losses.ts';
import type { ProtocolFace } from '../panels/faces.ts';
import type {
  CheckReading,
  FeedLine,
  NetworkReading,
  TimelineReading,
} from '../panels/readings.ts';

const FEED_EVENTS_MAX = 4000;

export function faceOf(protocol: Protocol): ProtocolFace {
  const { id, title, summary, source, console, options, roles, scenarios, flaws } = protocol;
  const setUps = (protocol.setUps ?? []).map(({ id: name, title: called, help, key }) => {
    return { id: name, title: called, help, key };
  });
  return { setUps, id, title, summary, source, console, options, roles, scenarios, flaws };
}

export function readChecks({ protocol, verdicts, world }: Run): readonly CheckReading[] {
  const absent = missing(protocol, verdicts, world);
  return protocol.judgement.properties.map((property) => {
    const { id, kind, title, source } = property;
    const unpromised = property.unpromised?.(world.options) ?? excuse(property, world);
    const broken = verdicts.broken[id];
    const reached = verdicts.reached[id];
    const base = { id, kind, title, source, unpromised, brokenAt: broken?.event ?? null };
    switch (kind) {
      case 'always':
        return { ...base, holds: broken === undefined, detail: broken?.detail ?? '' };
      case 'sometimes':
        return { ...base, holds: reached !== undefined, detail: '' };
      case 'eventually':
        return { ...base, holds: !(id in absent), detail: absent[id] ?? '' };
      default:
        return kind;
    }
  });
}

/** Why nothing is owed as things stand; `null` if it is. */
function excuse(property: Property, view: WorldView<JudgedVocabulary>): string | null {
  return property.kind === 'eventually' ? (property.excused?.(view) ?? null) : null;
}

/** Lines of the feed, newest first; of everything, or of what matters. An event's lines are made once. */
export class FeedReader {
  #lines = new WeakMap<TraceEvent<JudgedVocabulary>, readonly Line[]>();

  read({ protocol, trace }: Run, most: number, quiet: boolean): readonly FeedLine[] {
    const told = this.#newestFirst(protocol, trace, quiet);
    return quiet ? [...first(told, most)] : foldLosses(told, most);
  }

  *#newestFirst(protocol: Protocol, trace: Run['trace'], quiet: boolean): Generator<Told> {
    const oldest = Math.max(0, trace.length - FEED_EVENTS_MAX);
    for (let at = trace.length - 1; at >= oldest; at -= 1) {
      const event = trace[at];
      if (event === undefined) return;
      const to = event.pending?.kind === 'deliver' ? event.pending.node : null;
      for (const line of this.#linesOf(protocol, event).toReversed()) {
        if (quiet || line.weight !== 'quiet') yield { line, to };
      }
    }
  }

  #linesOf(protocol: Protocol, event: TraceEvent<JudgedVocabulary>): readonly Line[] {
    let lines = this.#lines.get(event);
    if (lines === undefined) {
      lines = linesOf(protocol, event);
      this.#lines.set(event, lines);
    }
    return lines;
  }
}

function* first(told: Iterable<Told>, most: number): Generator<FeedLine> {
  let left = most;
  for (const { line } of told) {
    if (left <= 0) return;
    left -= 1;
    yield line;
  }
}

export function readTimeline({ branch, branches }: Run): TimelineReading {
  const { bands, marks } = branch.history;
  return {
    bands,
    marks,
    branches: branches.map(({ id, name, parent, fork, head }) => ({
      id,
      name,
      parent,
      forkTime: fork.time,
      endTime: head.time,
      current: id === branch.id,
    })),
  };
}

export function readNetwork({ world, protocol }: Run): NetworkReading {
  const { base, groups, cuts, rules } = world.bus.network;
  return {
    base,
    groups,
    cuts: cuts.map((cut) => {
      const [from = '', to = ''] = cut.split('>');
      return [from, to] as const;
    }),
    rules,
    flaws: world.flaws,
    messageTypes: protocol.messageTypes,
    weather: protocol.weather,
  };
}
