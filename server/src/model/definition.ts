import type { OperatorKind } from "./kinds.ts";
import type { Location, Range } from "./text.ts";

/** What a definition file declares. One format's parser returns it together with what it could not understand. */
export interface Definition {
  readonly uri: string;
  /** `tfx-python`, `tfx-notebook`, later `kfp-ir`, `dvc`, … */
  readonly format: string;
  readonly pipelines: readonly PipelineDefinition[];
  readonly problems: readonly DefinitionProblem[];
}

export interface PipelineDefinition {
  /** Null where the text does not say (a component list without its pipeline, a name computed at run time). */
  readonly name: string | null;
  /** Where the name stands. */
  readonly nameLocation: Location | null;
  readonly kind: string;
  /** Where the pipeline is declared: the `Pipeline(…)` call, the function that builds the list, or the whole file. */
  readonly location: Location;
  readonly nodes: readonly DefinitionNode[];
  readonly groups: readonly NodeGroup[];
  /** Stores that the definition names, as written: paths, not yet resolved or opened. */
  readonly stores: readonly StoreReference[];
  /** URIs of every file that contributed, the definition's own first. */
  readonly files: readonly string[];
  /** `enable_cache` as written; null where the text does not say. */
  readonly caching: boolean | null;
  readonly problems: readonly DefinitionProblem[];
}

/** A store's path as text can tell it. Relative to the definition's folder, then to each folder above it up to the workspace's. */
export interface StoreReference {
  readonly path: string;
  readonly location: Location;
}

export interface DefinitionNode {
  readonly id: string;
  /** The component's name as declared (`Trainer`), without its module. */
  readonly type: string;
  readonly kind: OperatorKind;
  /** The kind is a guess by words. */
  readonly kindGuessed: boolean;
  /** The whole call that makes the node. `uri` may be a sibling module's. */
  readonly location: Location;
  /** What stands for the node in one line: the component's name in that call. */
  readonly nameRange: Range;
  /** The name that the code gives the node (`trainer`), where it has one. */
  readonly variable: string | null;
  readonly inputs: readonly NodeInput[];
  /** Ids of nodes that must run first without handing over data. */
  readonly after: readonly string[];
  readonly outputs: readonly string[];
  readonly arguments: readonly NodeArgument[];
  /** Places where the text refers to the node: channel uses, list entries, assignments. Not the call itself. */
  readonly references: readonly NodeReference[];
  /** The node runs only under a condition or in a loop, in the words of the text; null when always. */
  readonly condition: string | null;
}

export interface NodeInput {
  readonly key: string;
  /** Null where it comes from outside or from what the text does not tell. */
  readonly from: { readonly node: string; readonly output: string } | null;
  /** The value: `transform.outputs['transform_graph']`. */
  readonly location: Location;
}

export interface NodeArgument {
  readonly name: string;
  /** The value's text, cut at 2,000 characters. */
  readonly text: string;
  readonly location: Location;
}

export interface NodeReference {
  readonly role: "channel" | "list" | "assignment" | "other";
  /** Output named by a channel use. */
  readonly output: string | null;
  readonly location: Location;
}

export interface NodeGroup {
  readonly id: string;
  readonly nodes: readonly string[];
}

export interface DefinitionProblem {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  readonly location: Location;
}
