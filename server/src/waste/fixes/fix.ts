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
  /** Ids of the other nodes that the edit takes out or changes. */
  readonly touches: readonly string[];
  /** It is what most users would choose. */
  readonly preferred: boolean;
  /** It can be made unseen, with all others of its sort, because no pipeline computes anything else after it. */
  readonly alwaysSafe: boolean;
}

/** A change of the text that cures a finding. One file each; knows no format: formats offer {@link FormatEdits}. */
export interface Fix {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly codes: readonly FindingCode[];
  /** Null where it does not apply to the finding at all; an error, in a sentence, where it cannot be made safely. Cheap. */
  plan(input: FixInput): Result<FixPlan, string> | null;
  /** The edits. What they leave parses, and its graph is the old one but for what the plan says. */
  edits(input: FixInput): Result<FileEdits, string>;
}

/**
 * The changes of the text that one definition format can make, each checked by reading the result again. What a format lacks is not
 * offered. An error is one sentence that says why not.
 */
export interface FormatEdits {
  /** Takes nodes out with what only they used (uses, imports, executors); none of the others may read from them. */
  dropNodes?(input: FixInput, ids: readonly string[]): Result<FileEdits, string>;
  /** Takes an output out that nothing reads. */
  dropOutput?(input: FixInput, node: DefinitionNode, output: string): Result<FileEdits, string>;
  /** Turns caching on for a node, or for the whole pipeline (null). */
  turnOnCaching?(input: FixInput, node: DefinitionNode | null): Result<FileEdits, string>;
  /** Writes the comment `graphlet: ignore[code]` with a reason to fill in, where the finding is silenced by it. */
  ignore?(input: FixInput, reason: string): Result<FileEdits, string>;
}
