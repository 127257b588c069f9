import type { Blessing, Check, Deployment, Gap, PropertiesOf } from "../../model/explanation.ts";
import { intAt } from "../../model/intColumn.ts";
import { artifactCode, stateCode } from "../../model/kinds.ts";
import { targetsOf, textAt } from "../../model/rows.ts";
import type { Trace } from "../../model/trace.ts";
import { parameterOf } from "./parameters.ts";
import { metricsOf, propertyOf } from "./recorded.ts";
import { thresholdsOf } from "./thresholds.ts";

/** Parameter with an evaluation's limits, as TFX's Evaluator keeps it. */
const configName = "eval_config";

const written = (trace: Trace, execution: number, kind: number): number[] => [
  ...new Set(targetsOf(trace.writes, execution).filter((artifact) => trace.artifacts.kind[artifact] === kind)),
];

/** What an evaluate or validate execution was to hold the model to, and what it found. */
export function checkOf(trace: Trace, execution: number, propertiesOf: PropertiesOf): Check {
  const text = textAt(trace, trace.executions.parameters, execution);
  const config = parameterOf(text === "" ? null : text, configName);
  const evaluations = written(trace, execution, artifactCode.evaluation);
  return {
    execution,
    blessings: written(trace, execution, artifactCode.blessing).map((artifact) =>
      blessing(trace, artifact, propertiesOf),
    ),
    evaluations,
    thresholds: thresholdsOf(typeof config === "string" ? longConfig(propertiesOf("execution", execution)) : config),
    metrics: evaluations.flatMap((artifact) => metricsOf(propertiesOf("artifact", artifact))),
  };
}

/** The trace keeps the hash of a long configuration; the store has the whole text. */
function longConfig(properties: ReturnType<PropertiesOf>): unknown {
  try {
    return JSON.parse(propertyOf(properties, configName) ?? "null");
  } catch {
    return null;
  }
}

function blessing(trace: Trace, artifact: number, propertiesOf: PropertiesOf): Blessing {
  const properties = propertiesOf("artifact", artifact);
  const code = intAt(trace.artifacts.blessed, artifact);
  return {
    artifact,
    blessed: code === 1 ? true : code === 0 ? false : null,
    baseline: propertyOf(properties, "baseline_model_id") ?? propertyOf(properties, "baseline_model"),
  };
}

/** What a deploy execution wrote, and whether that is in use. */
export function deploymentOf(trace: Trace, execution: number, propertiesOf: PropertiesOf): Deployment {
  return {
    execution,
    artifacts: [...new Set(targetsOf(trace.writes, execution))].map((artifact) => {
      const code = intAt(trace.artifacts.pushed, artifact);
      return {
        artifact,
        pushed: code === 1 ? true : code === 0 ? false : null,
        destination: propertyOf(propertiesOf("artifact", artifact), "pushed_destination"),
      };
    }),
  };
}

/** What of a complete check the store does not hold. */
export function gapsOf(trace: Trace, check: Check): readonly Gap[] {
  if (trace.executions.state[check.execution] !== stateCode.complete) return [];
  const gaps: Gap[] = [];
  const [evaluation] = check.evaluations;
  if (check.metrics.length === 0 && evaluation !== undefined) gaps.push({ what: "metrics", artifact: evaluation });
  const says = check.blessings.some(({ blessed }) => blessed !== null);
  if (says && check.thresholds.length === 0) gaps.push({ what: "thresholds", execution: check.execution });
  if (!says && check.blessings.length > 0) gaps.push({ what: "blessing", execution: check.execution });
  return gaps;
}
