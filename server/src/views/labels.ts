import type { Graphlet } from "../model/graphlet.ts";
import { intAt } from "../model/intColumn.ts";
import { artifactCode, artifactKinds } from "../model/kinds.ts";
import { idAt, type Trace } from "../model/trace.ts";
import { targetsOf, textAt } from "./rows.ts";

/** `span 41`, `model 142`, `schema`: short, for a pill. Untrusted text. */
export function artifactLabel(trace: Trace, artifact: number): string {
  const { artifacts } = trace;
  const id = idAt(artifacts.id, artifact);
  switch (artifactKinds[artifacts.kind[artifact] ?? 0]) {
    case "data": {
      const span = textAt(trace, artifacts.span, artifact);
      return span === "" ? `data ${id}` : `span ${span}`;
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
      return `model ${id}`;
    case "evaluation":
      return "evaluation";
    case "blessing":
      return `blessing ${id}`;
    case "pushed":
      return intAt(artifacts.pushed, artifact) === 0 ? "not deployed" : "deployed model";
    default:
      return lastPart(textAt(trace, artifacts.type, artifact)) || `artifact ${id}`;
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
    ? `training ${idAt(trace.executions.id, graphlet.trainer)}`
    : `model ${idAt(trace.artifacts.id, model)}`;
}

/** The last dotted part of a type's name. */
export const lastPart = (type: string): string => type.slice(type.lastIndexOf(".") + 1);
