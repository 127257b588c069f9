import type { Definition, PipelineDefinition } from "../../model/definition.ts";
import type { FindingCode } from "../../model/finding.ts";
import type { Result } from "../../model/result.ts";
import type { TextEdit } from "../../model/text.ts";
import { dropTrainer, planDropTrainer } from "./dropTrainer.ts";

/** A change of the text that cures a finding on a node. One file each. */
export interface Fix {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly codes: readonly FindingCode[];
  /** How it is offered; an error, in a sentence, where it cannot be made safely. Cheap. */
  plan(
    definition: Definition,
    pipeline: PipelineDefinition,
    nodeId: string,
  ): Result<{ readonly title: string }, string>;
  /** The edits by URI. */
  edits(
    definition: Definition,
    pipeline: PipelineDefinition,
    nodeId: string,
    readText: (uri: string) => string | null,
  ): Result<ReadonlyMap<string, readonly TextEdit[]>, string>;
}

/** Every fix there is, in the order in which they are offered. */
export const fixes: readonly Fix[] = [
  {
    id: "drop-trainer",
    codes: ["dead-trainer", "redundant-trainer"],
    plan: planDropTrainer,
    edits: dropTrainer,
  },
];

/** The fixes of a finding. */
export const fixesFor = (code: FindingCode): readonly Fix[] => fixes.filter(({ codes }) => codes.includes(code));
