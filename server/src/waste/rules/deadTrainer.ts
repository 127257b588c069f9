import type { DefinitionFormatName } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import { noExecutions } from "../executionEvidence.ts";
import { reachableFrom } from "../reach.ts";
import type { Rule } from "../rule.ts";
import { isUndetermined } from "../undetermined.ts";

/** Kinds that use a model, and `other`, which may. */
const uses: ReadonlySet<OperatorKind> = new Set<OperatorKind>(["evaluate", "validate", "deploy", "infer", "other"]);

/** Formats in which a pipeline has no other way out for a model than a step of its own. */
const tfx: ReadonlySet<DefinitionFormatName> = new Set<DefinitionFormatName>(["tfx-python", "tfx-ir"]);

/**
 * `dead-trainer`: in the definition nothing that evaluates, validates, deploys or predicts can be reached from the trainer
 * along the channels. Needs no trace. Silent where the text was not understood whole, where a step of unknown kind takes
 * what the trainer makes, where the trainer's kind is a guess, and, but for TFX's pipelines, where there is no such step at all: there
 * the model is the pipeline's result, or the notebook is still being written.
 */
export const deadTrainer: Rule = ({ definition, pipeline }) => {
  if (isUndetermined(definition, pipeline)) return [];
  const handsOut = !tfx.has(definition.format);
  const judged = pipeline.nodes.some((node) => node.kind !== "other" && uses.has(node.kind));
  if (handsOut && !judged) return [];
  const findings: Finding[] = [];
  for (const node of pipeline.nodes) {
    if (node.kind !== "train" || node.kindGuessed) continue;
    if ([...reachableFrom(pipeline, node.id)].some((reached) => uses.has(reached.kind))) continue;
    findings.push({
      code: "dead-trainer",
      node,
      subject: null,
      location: { uri: node.location.uri, range: node.nameRange },
      message: "No evaluator or pusher can be reached from this trainer.",
      unnecessary: true,
      related: [],
      ...noExecutions,
      seconds: Number.NaN,
    });
  }
  return findings;
};
