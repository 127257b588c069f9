import type { Graphlet } from "../model/graphlet.ts";
import { intAt } from "../model/intColumn.ts";
import { artifactCode, artifactKinds } from "../model/kinds.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { targetsOf, textAt } from "./rows.ts";
import { named, shortId } from "./shortNames.ts";

/** `span 41`, `model 142`, `model.pkl@010fc41`, `schema`: short, for a pill. Untrusted text. */
export function artifactLabel(trace: Trace, artifact: number): string {
  const { artifacts } = trace;
  const id = idAt(artifacts.id, artifact);
  switch (artifactKinds[artifacts.kind[artifact] ?? 0]) {
    case "data": {
      const span = textAt(trace, artifacts.span, artifact);
      return span === "" ? named("data", id) : `span ${shortId(span)}`;
    }
    case "statistics":
      return "statistics";
    case "schema":
      return "schema";
    case "anomalies":
      return "anomalies";
    case "transform":
      return "transform graph";
    case "cache":
      return "analyzer cache";
    case "hyperparameters":
      return "hyperparameters";
    case "model":
      return named("model", id);
    case "evaluation":
      return typeof id === "string" ? named("evaluation", id) : "evaluation";
    case "blessing":
      return named("blessing", id);
    case "pushed":
      return intAt(artifacts.pushed, artifact) === 0 ? "not deployed" : "deployed model";
    default:
      return typeof id === "number"
        ? lastPart(textAt(trace, artifacts.type, artifact)) || `artifact ${id}`
        : named(lastPart(textAt(trace, artifacts.type, artifact)) || "artifact", id);
  }
}

/** Row of the model that a train execution wrote, -1 where it wrote none. */
export function modelOf(trace: Trace, trainer: number): number {
  for (const artifact of targetsOf(trace.writes, trainer)) {
    if (trace.artifacts.kind[artifact] === artifactCode.model) return artifact;
  }
  return -1;
}

/** What a graphlet is called: `model 142` by its model's id, `training 41` by its execution's where no model came of it. */
export function graphletLabel(trace: Trace, graphlet: Graphlet): string {
  const model = modelOf(trace, graphlet.trainer);
  return model < 0
    ? `training ${shortId(String(idAt(trace.executions.id, graphlet.trainer)))}`
    : named("model", idAt(trace.artifacts.id, model));
}

/** `execution 41`, `execution 6f0c13a`: short; what its id repeats of the node's name is left out. */
export function executionLabel(trace: Trace, execution: number): string {
  const id = idAt(trace.executions.id, execution);
  if (typeof id === "number") return `execution ${id}`;
  const end = `:${textAt(trace, trace.executions.node, execution)}`;
  return `execution ${shortId(end.length > 1 && id.endsWith(end) ? id.slice(0, -end.length) : id)}`;
}

/** The last dotted part of a type's name. */
export const lastPart = (type: string): string => type.slice(type.lastIndexOf(".") + 1);
