import type { DefinitionHost } from "../host.ts";
import type { Given } from "../tfxPython/given.ts";
import type { OpenQuestion } from "../tfxPython/machine.ts";
import type { Channel, Component, Group, PipelineFunction, Task } from "./values.ts";

/** A pipeline while it is worked through. */
export interface Context {
  readonly pipeline: PipelineFunction;
  readonly root: Group;
  /** The group that is entered. */
  group: Group;
  /** Numbers given to groups. */
  groups: number;
  readonly tasks: Task[];
  readonly questions: OpenQuestion[];
  readonly outputs: Map<string, readonly Channel[]>;
}

/** What is known of a program's pipelines so far. */
export interface State {
  /** In the order of the text. */
  readonly pipelines: PipelineFunction[];
  /** Null outside every pipeline. */
  context: Context | null;
  /** Components that are compiled by themselves: pipelines of one task. */
  readonly compiled: Component[];
  /** Text of a file that the code names, from the folder of the file `fromUri`; null where there is none. */
  readonly readFile: DefinitionHost["readFile"];
  /** URIs of the files that were. */
  readonly files: Set<string>;
  /** What runs of the pipeline say of caching for all its tasks. */
  readonly caching: Set<boolean>;
  /** What the constructors that are being followed give their bases, the innermost last. */
  readonly asked: Given[];
  /** Tasks made, in all pipelines. */
  tasks: number;
  /** Calls of pipelines within calls of pipelines. */
  depth: number;
}

export const newState = (readFile: DefinitionHost["readFile"]): State => ({
  pipelines: [],
  context: null,
  compiled: [],
  readFile,
  files: new Set(),
  caching: new Set(),
  asked: [],
  tasks: 0,
  depth: 0,
});

export const newGroup = (kind: Group["kind"], parent: Group | null, more: Partial<Group> = {}): Group => ({
  kind,
  number: 0,
  parent,
  groups: [],
  words: null,
  negated: [],
  channels: [],
  control: null,
  items: [],
  exitTask: null,
  after: [],
  ...more,
});

/** The key of a group among its siblings: `condition-1`. */
export const groupName = ({ kind, number }: Group): string => `${kind}-${number}`;

/** Notes a question of the pipeline that is worked through, once for each place. */
export function askIn(context: Context | null, code: string, message: string, place: OpenQuestion["place"]): void {
  if (!context || context.questions.length >= 200) return;
  const known = context.questions.some(
    (other) => other.code === code && other.place.source === place.source && other.place.span.from === place.span.from,
  );
  if (!known) context.questions.push({ code, message, place });
}
