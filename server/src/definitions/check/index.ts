import type { Definition, DefinitionProblem, PipelineDefinition } from "../../model/definition.ts";
import type { Location } from "../../model/text.ts";
import { isDvcLock } from "../dvc/detect.ts";
import type { Check } from "./check.ts";
import { isOpenQuestion, isProblemCode, type ProblemCode } from "./codes.ts";
import { cycle } from "./cycle.ts";
import { duplicateId } from "./duplicateId.ts";
import { typeMismatch } from "./typeMismatch.ts";
import { unknownNode } from "./unknownNode.ts";
import { unknownOutput } from "./unknownOutput.ts";

const checks: readonly Check[] = [duplicateId, unknownNode, unknownOutput, typeMismatch, cycle];

/** A mistake in a definition, with the code of the page that explains it. */
export interface FoundProblem extends DefinitionProblem {
  readonly code: ProblemCode;
}

/**
 * The mistakes in a definition: what its parser reported, and what the checks find in its pipelines; each once, in the order of the text.
 * Open questions are not among them. Worked out once for each definition.
 */
export function problemsOf(definition: Definition): readonly FoundProblem[] {
  const known = kept.get(definition) ?? find(definition);
  kept.set(definition, known);
  return known;
}

const kept = new WeakMap<Definition, readonly FoundProblem[]>();

function find(definition: Definition): readonly FoundProblem[] {
  const all = [...definition.problems, ...definition.pipelines.flatMap((one) => ofPipeline(one, definition))];
  const seen = new Set<string>();
  const found = all.filter((problem): problem is FoundProblem => {
    const key = `${problem.code} ${keyOf(problem.location)}`;
    if (!isProblemCode(problem.code) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return found.sort((a, b) => compare(a.location, b.location));
}

/** A parser knows its format: where it reports a node's mistake, a check that finds the same one says nothing more. */
function ofPipeline(pipeline: PipelineDefinition, definition: Definition): readonly DefinitionProblem[] {
  const reported = [...definition.problems, ...pipeline.problems];
  const isReported = ({ code, location }: DefinitionProblem): boolean =>
    reported.some((one) => one.code === code && overlap(one.location, location));
  // What DVC writes is no one's mistake: a lock keeps the stages of earlier names, too.
  const applied = isDvcLock(definition.uri) ? [] : checks;
  const found = applied.flatMap((check) => check(pipeline, definition)).filter((problem) => !isReported(problem));
  // Where nodes may be missing from what was understood, one that is not among them may be there all the same.
  const isOpen = reported.some(({ code }) => isOpenQuestion(code));
  return [...pipeline.problems, ...found].filter(({ code }) => !isOpen || code !== "unknown-node");
}

const keyOf = ({ uri, range: { start, end } }: Location): string =>
  `${uri} ${start.line}:${start.character}-${end.line}:${end.character}`;

const compare = (a: Location, b: Location): number =>
  a.uri.localeCompare(b.uri) ||
  a.range.start.line - b.range.start.line ||
  a.range.start.character - b.range.start.character;

/** Whether two places share text. */
function overlap(a: Location, b: Location): boolean {
  const isBefore = (one: Location, other: Location): boolean => {
    const [end, start] = [one.range.end, other.range.start];
    return end.line < start.line || (end.line === start.line && end.character < start.character);
  };
  return a.uri === b.uri && !isBefore(a, b) && !isBefore(b, a);
}
