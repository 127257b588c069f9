import type { Definition, DefinitionNode, PipelineDefinition } from "../../model/definition.ts";
import type { FindingCode } from "../../model/finding.ts";
import type { Result } from "../../model/result.ts";
import type { TextEdit } from "../../model/text.ts";

/** Text of a file, or of a notebook's cell; null where it is not there. */
export type ReadText = (uri: string) => string | null;

/** Edits by URI. */
export type FileEdits = ReadonlyMap<string, readonly TextEdit[]>;

/** What a fix is asked to cure. */
export interface FixInput {
  readonly definition: Definition;
  /** One of the definition's. */
  readonly pipeline: PipelineDefinition;
  readonly code: FindingCode;
  /** One of the pipeline's; null where the finding is about the pipeline as a whole. */
  readonly node: DefinitionNode | null;
  /** What of the node it is about: an output's key; null for the node itself. */
  readonly subject: string | null;
  /** The texts as they stand now. */
  readonly readText: ReadText;
}

/** How a fix is offered. */
export interface FixPlan {
  /** What it does, with the names: `Turn on caching for Transform`. */
  readonly title: string;
  /** What becomes of other nodes than the finding's, in a sentence; null where nothing does. */
  readonly touches: string | null;
  /** It is what most users would choose. */
  readonly preferred: boolean;
  /** It can be made unseen, with all others of its sort, because what is left computes the same after it. */
  readonly alwaysSafe: boolean;
}

/** Why a fix that applies cannot be made safely. */
export interface Refusal {
  /** What it would do: `Remove Trainer`. */
  readonly title: string;
  /** One sentence. */
  readonly reason: string;
}

/** A change of the text that cures a finding. One file each; knows no format: formats offer {@link FormatEdits}. */
export interface Fix {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly codes: readonly FindingCode[];
  /** Null where it does not apply to the finding at all. Cheap: linear in the nodes; makes no edits. */
  plan(input: FixInput): Result<FixPlan, Refusal> | null;
  /** The edits, checked: what they leave parses, and its graph is the old one but for what the plan says. An error is one sentence. */
  edits(input: FixInput): Result<FileEdits, string>;
}

/** An input that a node is to get. */
export interface Connection {
  readonly node: DefinitionNode;
  readonly key: string;
  readonly from: { readonly node: DefinitionNode; readonly output: string };
}

/** How a format lets a trainer run only when something says so. */
export interface TrainingGate extends Pick<FixPlan, "title" | "touches"> {
  edits(): Result<FileEdits, string>;
  /** What becomes of the graph. */
  change(pipeline: PipelineDefinition): PipelineDefinition;
}

/**
 * The changes of the text that one definition format can make; a registry of them is in `formats/index.ts`. What a format
 * lacks is not offered. An error is one sentence that says why not. Fixes read the result again and compare its graph with the old one
 * (`verify.ts`), so that a format need not.
 */
export interface FormatEdits {
  /** Takes nodes out with what only they used (uses, imports, executors); none of the others may need what they make. */
  dropNodes?(input: FixInput, ids: readonly string[]): Result<FileEdits, string>;
  /** Takes an output out that the text declares and nothing reads. */
  dropOutput?(input: FixInput, node: DefinitionNode, output: string): Result<FileEdits, string>;
  /** Turns caching on for a node, or for the whole pipeline (null). */
  turnOnCaching?(input: FixInput, node: DefinitionNode | null): Result<FileEdits, string>;
  /** Caching of a node, or of the whole pipeline (null), is off and this format can turn it on there. */
  cachingIsOff?(input: FixInput, node: DefinitionNode | null): boolean;
  /**
   * Adds a node with the id, right before this one, that finds the newest cache of its analyzers, and hands that to it as `analyzer_cache`;
   * takes out what turns that cache off.
   */
  useAnalyzerCache?(input: FixInput, node: DefinitionNode, id: string): Result<FileEdits, string>;
  /**
   * Adds an Evaluator with the id, right before the deployment, that checks a trainer's model as another Evaluator does another's, and lets
   * the deployment wait for its blessing.
   */
  addEvaluator?(
    input: FixInput,
    of: {
      readonly id: string;
      readonly like: DefinitionNode;
      readonly trainer: DefinitionNode;
      readonly pusher: DefinitionNode;
    },
  ): Result<FileEdits, string>;
  /** Lets a trainer that no condition holds back run only when something says so. Null where it has such a thing already. */
  gateTraining?(input: FixInput, trainer: DefinitionNode): Result<TrainingGate, Refusal> | null;
  /** Hands outputs to nodes that lack the inputs. */
  connect?(input: FixInput, inputs: readonly Connection[]): Result<FileEdits, string>;
}
