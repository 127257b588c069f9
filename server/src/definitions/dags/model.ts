import type { Carries, NodeCaching } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import type { Span } from "../python/ast.ts";
import type { YamlEntry, YamlNode, YamlScalar } from "../yaml/tree.ts";

/** Dags whose tasks may be dags of their own, as a text writes them: components by name, one of them the root. */
export interface Dags {
  readonly root: Component | null;
  readonly components: ReadonlyMap<string, Component>;
  /** What the format calls a component: `component`, `template`. */
  readonly word: string;
  /** A component may hold itself: it then runs again, until a condition ends it. */
  readonly mayRecur: boolean;
  /** A stretch of the text as a place. */
  locate(span: Span): Location;
}

/** What a task runs. */
export interface Component {
  readonly name: string;
  /** Its name where it is declared. */
  readonly span: Span;
  /** What declares it under its name; null where a format lists components. */
  readonly entry: YamlEntry | null;
  /** Null where the component is executed. */
  readonly dag: Dag | null;
  readonly executor: string | null;
  readonly inputs: ReadonlyMap<string, Port>;
  readonly outputs: ReadonlyMap<string, Port>;
}

/** A declared input or output. */
export interface Port {
  readonly key: YamlScalar;
  readonly carries: Carries;
  readonly type: string | null;
  /** The component cannot run without it. */
  readonly required: boolean;
}

export interface Dag {
  readonly tasks: ReadonlyMap<string, Task>;
  /** What leaves the dag, by the output's name: any one of the selected. */
  readonly outputs: ReadonlyMap<string, readonly Selector[]>;
}

/** A task's output as it is named: `producerTask` and its key. */
export interface Selector {
  readonly task: YamlScalar;
  readonly output: YamlScalar;
  /** All of the task's outputs of this sort are meant; `output` is the word for them. */
  readonly every?: Carries;
}

export interface Task {
  readonly key: YamlScalar;
  readonly entry: YamlEntry;
  readonly component: YamlScalar | null;
  readonly inputs: ReadonlyMap<string, TaskInput>;
  readonly dependsOn: readonly YamlScalar[];
  /** Keys of tasks that run first though the text does not name them here: the steps before. */
  readonly follows: readonly string[];
  readonly caching: NodeCaching | null;
  readonly condition: YamlScalar | null;
  readonly iterator: Iterator | null;
}

export interface TaskInput {
  readonly key: YamlScalar;
  readonly carries: Carries;
  readonly value: YamlNode;
  readonly source: Source;
}

/** Where an input comes from: a task beside it, the input of the dag around it, a task's final status, the text itself, or several of
 * them. */
export type Source =
  | { readonly kind: "task"; readonly from: Selector }
  | { readonly kind: "dag"; readonly name: string }
  | { readonly kind: "status"; readonly task: YamlScalar }
  | { readonly kind: "constant"; readonly value: YamlNode }
  | { readonly kind: "several"; readonly sources: readonly Source[] }
  | { readonly kind: "open" };

/** A loop: the input of the dag that takes each item, and where the items come from. */
export interface Iterator {
  readonly item: string | null;
  /** The task's own input that holds the items; null where they stand in the text. */
  readonly input: string | null;
  readonly words: string;
}
