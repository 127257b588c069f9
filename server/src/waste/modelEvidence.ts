import type { Finding } from "../model/finding.ts";
import type { Graphlet, NotPushedReason } from "../model/graphlet.ts";
import type { Trace } from "../model/trace.ts";
import { executionEvidence } from "./executionEvidence.ts";

const reasons: Readonly<Record<NotPushedReason, string>> = {
  "trainer-failed": "the training failed",
  "upstream-failed": "a step before it failed",
  "validation-failed": "a check of the model failed",
  "not-blessed": "not blessed",
  "push-failed": "the deployment failed",
  "push-refused": "the step that deploys ran without deploying it",
  abandoned: "a step started and never finished",
  "never-reached-deploy": "nothing that deploys ran after it",
};

/** Train executions of models that were not deployed, oldest first, with the reasons of the newest. */
export function modelEvidence(trace: Trace, models: readonly Graphlet[]): Pick<Finding, "executions" | "evidence"> {
  const byTrainer = new Map(models.map((model) => [model.trainer, model.whyNotPushed]));
  return executionEvidence(trace, [...byTrainer.keys()], (row) => {
    const why = byTrainer.get(row) ?? null;
    return why === null ? "Not deployed." : `Not deployed: ${reasons[why]}.`;
  });
}
