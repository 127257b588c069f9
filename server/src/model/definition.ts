import type { OperatorKind } from "./kinds.ts";
import type { Location, Range } from "./text.ts";

/** What a definition file declares. One format's parser returns it together with what it could not understand. */
export interface Definition {
  readonly uri: string;
  readonly format: DefinitionFormatName;
  readonly pipelines: readonly PipelineDefinition[];
  readonly problems: readonly DefinitionProblem[];
  /** Places of the text that name another file or page: stores, images, artifact paths, the source that a file was compiled from. */
  readonly links: readonly DefinitionLink[];
}

/** Every format that is read. */
export const definitionFormatNames = [
  "tfx-python",
  "tfx-notebook",
  "tfx-ir",
  "kfp-ir",
  "kfp-python",
  "argo",
  "dvc",
  "mlproject",
] as const;
export type DefinitionFormatName = (typeof definitionFormatNames)[number];

export interface DefinitionLink {
  readonly location: Location;
  /** A path as written, relative to the file's folder; or an `https:` address. Not yet resolved or checked. */
  readonly target: string;
  /** What it leads to, in a few words. */
  readonly title: string;
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
  /** The definition keeps its metadata in a database: nobody connects to one on its word. */
  readonly inDatabase?: boolean | undefined;
  /** URIs of every file that contributed, the definition's own first. */
  readonly files: readonly string[];
  /** Caching for all nodes as written (`enable_cache`); null where the text does not say. */
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
  readonly outputs: readonly NodeOutput[];
  /** Caching as the text sets it for this node; null where only the pipeline's or the format's default counts. */
  readonly caching: NodeCaching | null;
  /**
   * Every place, each exactly the id's text without quotes, that must change for the node to have another id: its declaration first. Empty where a
   * rename is not textually safe (ids made from class names or templates).
   */
  readonly idLocations: readonly Location[];
  readonly arguments: readonly NodeArgument[];
  /** Places where the text refers to the node: channel uses, list entries, assignments. Not the call itself. */
  readonly references: readonly NodeReference[];
  /** The node runs only under a condition or in a loop, in the words of the text; null when always. */
  readonly condition: string | null;
}

/** What goes over a channel: data in a store, or a value. */
export type Carries = "artifact" | "parameter";

export interface NodeOutput {
  readonly key: string;
  readonly carries: Carries;
  /** The artifact's type as declared (`system.Model`, `Examples`); null where the text does not say. */
  readonly type: string | null;
  /** Where it is declared; null where only the node's type tells. */
  readonly location: Location | null;
}

export interface NodeCaching {
  readonly enabled: boolean;
  readonly location: Location;
}

export interface NodeInput {
  readonly key: string;
  readonly carries: Carries;
  /** The artifact's type that is asked for; null where the text does not say. */
  readonly type: string | null;
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
  readonly role: "channel" | "list" | "assignment" | "after" | "other";
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
