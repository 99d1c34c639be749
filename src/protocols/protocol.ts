/**
 * The contract of a protocol. A protocol is one value of this type; everything outside its folder reads this
 * and knows no protocol by name.
 */
import type { Intent, MessageRule } from '../kernel/intent.ts';
import type {
  AnyState,
  Message,
  NodeId,
  OptionValue,
  Program,
  Role,
  Vocabulary,
} from '../kernel/process.ts';
import type { Random } from '../kernel/random.ts';
import type { TraceEvent, WorldView } from '../kernel/trace.ts';
import type { Views } from './views.ts';

/** A vocabulary together with what the protocol's judges remember of a run: plain read-only data. */
export interface JudgedVocabulary extends Vocabulary {
  Memory: object;
}

export interface Protocol<V extends JudgedVocabulary = JudgedVocabulary> extends Program<V> {
  /** Lower case and hyphens: stands in links. */
  readonly id: string;
  readonly title: string;
  /** One line for a list of protocols. */
  readonly summary: string;
  /** Paper, book or program that it comes from. */
  readonly source: string;
  readonly roles: { readonly [R in Role<V>]: RoleSpec };
  readonly options: { readonly [O in keyof V['Options'] & string]: OptionSpec<V['Options'][O]> };
  readonly console: ConsoleSpec;
  /** Types of its messages, for message rules. */
  readonly messageTypes: readonly Message<V>['type'][];
  readonly flaws: readonly FlawSpec<V>[];
  /** The page opens with the first. */
  readonly scenarios: readonly Scenario<V>[];
  readonly judgement: Judgement<V>;
  readonly describe: Describe<V>;
  readonly views: Views<V>;
  /** A line that can be typed in the inspector of each node of a role. */
  readonly setting?: NodeSetting;
  readonly setUps?: readonly SetUp<V>[];
  /** One line that says what to try next, given what the person has done; `**bold**` and `` `code` `` are allowed. */
  hint(view: WorldView<V>, done: ReadonlySet<Intent['type']>): string;
}

/** How a role looks and what a person may do with it. */
export interface RoleSpec {
  readonly title: string;
  /** The family decides the shape and the tier: clients rounded squares, middle hexagons, replicas discs. */
  readonly family: 'client' | 'middle' | 'replica';
  /** Most nodes of this role that a person may have at once. */
  readonly most: number;
  /** What the action to add one is called; absent if none can be added. */
  readonly addLabel?: string;
}

/** An option of a run: what it means, in which unit, and its bounds. */
export type OptionSpec<T extends OptionValue = OptionValue> = {
  readonly title: string;
  readonly help: string;
} & (T extends number
  ? {
      readonly kind: 'integer';
      readonly initial: number;
      readonly least: number;
      readonly most: number;
      readonly unit: string;
    }
  : T extends boolean
    ? { readonly kind: 'switch'; readonly initial: boolean }
    : { readonly kind: 'choice'; readonly initial: string; readonly choices: readonly string[] });

/** What a console offers. */
export interface ConsoleSpec {
  /** A random line that makes sense, for sweeps. */
  sample(random: Random): string;
  /** Greyed in the empty line. */
  readonly placeholder: string;
  readonly commands: readonly {
    readonly verb: string;
    readonly usage: string;
    readonly help: string;
  }[];
}

/** A line that a person types in the inspector of a node and that becomes deeds, like the mode string of a Paxos server. */
export interface NodeSetting {
  /** The role whose nodes have it. */
  readonly role: string;
  readonly title: string;
  readonly placeholder: string;
  /** The grammar in a sentence or two; shown with the field and with every refusal. */
  readonly help: string;
  /** The line as it stands, read off the network's message rules; empty if nothing is set. */
  current(node: NodeId, rules: readonly MessageRule[]): string;
  /** What a line means; never throws. */
  read(text: string, node: NodeId, rules: readonly MessageRule[]): Deeds;
}

/** Deeds to be done one after another at one moment, or why there are none. */
export type Deeds =
  | { readonly kind: 'deeds'; readonly intents: readonly Intent[] }
  | { readonly kind: 'refusal'; readonly text: string };

/** A moment worth looking at that one key brings about, such as a split vote. */
export interface SetUp<V extends JudgedVocabulary = JudgedVocabulary> {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** A small letter that means nothing else on the page; see `panels/shortcuts.ts`. */
  readonly key: string;
  deeds(view: WorldView<V>): Deeds;
}

/** A single rule that can be switched off. */
export interface FlawSpec<V extends JudgedVocabulary = JudgedVocabulary> {
  readonly name: V['Flaw'];
  readonly title: string;
  /** What goes wrong without the rule. */
  readonly help: string;
  readonly source: string;
  /** Id of the property that catches it, and of a scenario in which it does. */
  readonly caughtBy: string;
  readonly scenario: string;
}

/** A named, seeded script. Its steps are done one after another, each when its moment has come. */
export interface Scenario<V extends JudgedVocabulary = JudgedVocabulary> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly seed: number;
  readonly options?: Partial<V['Options']>;
  readonly steps: readonly ScenarioStep<V>[];
  /** Virtual ms after which the stated end must have come. */
  readonly untilMs: number;
  /** What must be true then; a reason if it is not. */
  ended(view: WorldView<V>): string | null;
}

export interface ScenarioStep<V extends JudgedVocabulary = JudgedVocabulary> {
  /** Virtual time before which the step is not due. */
  readonly notBeforeMs: number;
  /** The condition that it waits for beyond that. */
  isDue(view: WorldView<V>): boolean;
  /** Shown on the stage from this step to the next; empty: what to try next is shown instead. */
  readonly caption: string;
  deeds(view: WorldView<V>): readonly Intent[];
}

/** A judge: folds a run into what it must remember, and reads its properties off that. */
export interface Judgement<V extends JudgedVocabulary> {
  readonly start: V['Memory'];
  /** Called once for every event, the genesis first. Returns the same object when there is nothing new to remember. */
  observe(memory: V['Memory'], event: TraceEvent<V>, view: WorldView<V>): V['Memory'];
  readonly properties: readonly Property<V>[];
}

export type Property<V extends JudgedVocabulary = JudgedVocabulary> = {
  readonly id: string;
  /** A sentence that says what is so when it holds. */
  readonly title: string;
  readonly source: string;
  /** Why a run with these options does not promise it, such as an early version of a ladder; `null` if it does. It is not judged then. Absent: promised always. */
  unpromised?(options: V['Options']): string | null;
  /** Only an event that reports a fact of one of these types can break it or reach it: no other is looked at. Absent: any event can. */
  readonly facts?: readonly V['Fact']['type'][];
} & (
  | {
      /** Must hold after every event: what is wrong if it does not, else `null`. `memory` is from before the event. */
      readonly kind: 'always';
      check(memory: V['Memory'], event: TraceEvent<V>, view: WorldView<V>): string | null;
    }
  | {
      /** Must happen in some run: guards against properties that hold because nothing happens. */
      readonly kind: 'sometimes';
      check(memory: V['Memory'], event: TraceEvent<V>, view: WorldView<V>): boolean;
    }
  | {
      /** Must come to hold and stay once faults have stopped: what is still missing, else `null`. */
      readonly kind: 'eventually';
      /** Why nothing is owed as things stand, such as that no majority is up; `null` if it is. It is not asked then. Absent: always owed. */
      excused?(view: WorldView<V>): string | null;
      check(memory: V['Memory'], view: WorldView<V>): string | null;
    }
);

/** The only place with prose about what happens. */
export interface Describe<V extends JudgedVocabulary> {
  node(view: WorldView<V>, id: NodeId, state: AnyState<V>): NodeDescription;
  message(message: Message<V>): MessageDescription;
  /** Asked for every fact as a run goes by: it must cost next to nothing. */
  weight(fact: V['Fact']): FactWeight;
  fact(fact: V['Fact'], node: NodeId): FactDescription;
  /** Name of a timer in words, and whether its ring is worth drawing. */
  timer(name: V['Timer']): { readonly title: string; readonly ring: boolean };
}

export type Glyph = 'leader' | 'candidate' | 'voter' | 'in-doubt' | 'recovering';

export interface NodeDescription {
  /** Decides the fill; `null` for roles without one. */
  readonly epoch: number | null;
  /** Written inside the node; at most four characters. */
  readonly label: string;
  readonly glyph: Glyph | null;
  /** The short line under the name. */
  readonly badge: string;
  /** A whole sentence for the inspector and for those who listen to the page. */
  readonly sentence: string;
  /** Votes or acknowledgements counted, each in the compass place of its peer. */
  readonly dots: readonly {
    readonly peer: NodeId;
    readonly mark: 'yes' | 'no' | 'granted' | 'unknown';
  }[];
}

export interface MessageDescription {
  readonly title: string;
  readonly family: 'client' | 'vote' | 'data' | 'gossip' | 'heartbeat';
  readonly reply: boolean;
  readonly sign: 'yes' | 'no' | null;
  readonly epoch: number | null;
  /** At most six characters that the flight wears while there is room, such as its time stamp. */
  readonly tag?: string;
  readonly fields: readonly (readonly [label: string, value: string])[];
}

/** `quiet` lines are left out of the feed unless asked for; `mark`s stand on the time line too. */
export type FactWeight = 'quiet' | 'line' | 'mark';

export interface FactDescription {
  /** A sentence without its subject, as in `learns #7 from replica-3`. */
  readonly sentence: string;
  /** Why: the guard, the values, the rule. */
  readonly reason: string | null;
  readonly source: string | null;
  readonly epoch: number | null;
  /** `good` for what was reached, `note` for the rest. */
  readonly tone: 'good' | 'note';
  /** A new span of the time line's epoch band begins here, with this label; only for a fact that weighs `mark`. */
  readonly band: { readonly epoch: number; readonly label: string } | null;
}

/** The initial values of all options. */
export function initialOptions(protocol: Protocol): Record<string, OptionValue> {
  return Object.fromEntries(
    Object.entries(protocol.options).map(([name, spec]) => [name, spec.initial]),
  );
}
