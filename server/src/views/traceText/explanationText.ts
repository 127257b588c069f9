import type { Check, Deployment, Explanation } from "../../model/explanation.ts";
import { idAt } from "../../model/trace.ts";
import { compareGraphlets, lastDeployedBefore, modelBefore } from "../../waste/explain/index.ts";
import { graphletLabel } from "../labels.ts";
import { comparisonSentence } from "./comparisonSentence.ts";
import { listed, numberText, stateText, timeText } from "./figures.ts";
import { writeOutcome, writeWays } from "./graphletText.ts";
import type { RecordInput } from "./input.ts";
import { executionPart, modelPart, namedExecution, recordPart } from "./links.ts";
import { causeWord, gapParts, thresholdText } from "./words.ts";
import type { Part, RecordWriter } from "./writer.ts";

/** `model 142 explained`, by what the model is called. */
export const explanationTitle = (model: string): string => `${model} explained`;

/** Why a model was deployed or not: what stopped it, what was checked, what lay ahead, what changed, what is not known. */
export function writeExplanation(writer: RecordWriter, input: RecordInput, explanation: Explanation): void {
  const { trace, graphlets } = input;
  const graphlet = graphlets.list[explanation.graphlet];
  if (!graphlet) return;
  writer.line(explanationTitle(graphletLabel(trace, graphlet)));
  writer.line("");
  writeOutcome(writer, input, explanation.graphlet, graphlet);
  writeWays(writer, input, graphlet, "explanation");
  writeCauses(writer, input, explanation);
  writer.section("Checks", () => {
    for (const check of explanation.checks) writeCheck(writer, input, check);
  });
  writer.section("Deployment", () => {
    for (const deployment of explanation.deployments) writeDeployment(writer, input, deployment);
  });
  writer.section("Used by", () => {
    for (const use of explanation.uses) {
      if (use.by === "batch") writer.line("  ", ...namedExecution(trace, use.execution), " · batch predictions");
      else {
        const heir = graphlets.list[use.graphlet];
        if (heir) writer.line("  ", modelPart(trace, heir), " · started from it");
      }
    }
  });
  writeRoute(writer, input, explanation);
  writeSince(writer, input, explanation.graphlet);
  writer.section("Not in the store", () => {
    for (const gap of explanation.gaps) writer.line("  ", ...gapParts(trace, gap));
  });
}

function writeCauses(writer: RecordWriter, input: RecordInput, { causes }: Explanation): void {
  const { trace } = input;
  const write = (title: string, some: Explanation["causes"]): void =>
    writer.section(title, () => {
      for (const { execution, what, error, next } of some) {
        const since = timeText(trace.executions.startedAt[execution] ?? Number.NaN, input);
        writer.line(
          "  ",
          ...namedExecution(trace, execution),
          ` ${causeWord[what]}${since === "" ? "" : ` · started ${since}`}`,
        );
        if (error !== null) writer.field("  message", error);
        if (next >= 0) writer.field("  next run of it", executionPart(trace, next));
      }
    });
  write(
    "What stopped it",
    causes.filter(({ what }) => what !== "open"),
  );
  write(
    "What it waits for",
    causes.filter(({ what }) => what === "open"),
  );
}

function writeCheck(writer: RecordWriter, input: RecordInput, check: Check): void {
  const { trace } = input;
  writer.line("  ", ...namedExecution(trace, check.execution), ` · ${stateText(input, check.execution)}`);
  for (const { artifact, blessed, baseline } of check.blessings) {
    const verdict = blessed === null ? "says neither yes nor no" : blessed ? "blessed" : "not blessed";
    const against = baseline === null ? withoutBaseline(check) : `, compared with model ${baseline}`;
    writer.field("  verdict", blessingPart(input, artifact), ` · ${verdict}${against}`);
  }
  for (const threshold of check.thresholds) writer.field("  threshold", thresholdText(threshold));
  for (const { name, value } of check.metrics) writer.field("  metric", `${name}: ${numberText(value)}`);
}

/** A limit on the change since the baseline means little where the blessing names no baseline. */
const withoutBaseline = ({ thresholds }: Check): string =>
  thresholds.some(({ of }) => of !== "value") ? ", no baseline model is named" : "";

function writeDeployment(writer: RecordWriter, input: RecordInput, { execution, artifacts }: Deployment): void {
  writer.line("  ", ...namedExecution(input.trace, execution), ` · ${stateText(input, execution)}`);
  for (const { artifact, pushed, destination } of artifacts) {
    const id = idAt(input.trace.artifacts.id, artifact);
    const outcome = pushed === null ? "" : pushed ? " · deployed" : " · not deployed";
    writer.field(
      "  wrote",
      recordPart(`artifact ${id}`, { type: "artifact", id }),
      `${outcome}${destination === null ? "" : ` to ${destination}`}`,
    );
  }
}

const blessingPart = ({ trace }: RecordInput, row: number): Part => {
  const id = idAt(trace.artifacts.id, row);
  return recordPart(`blessing ${id}`, { type: "artifact", id });
};

function writeRoute(writer: RecordWriter, input: RecordInput, { route }: Explanation): void {
  if (!route) return;
  const { trace, graphlets } = input;
  const example = graphlets.list[route.example];
  const title =
    route.from === "definition" || !example
      ? "The way to deployment"
      : "The way to deployment, as another model went it";
  writer.section(title, () => {
    if (example) writer.field("as seen in", modelPart(trace, example));
    for (const { node, executions, condition } of route.steps) {
      const runs = executions.map((row): readonly Part[] => [executionPart(trace, row), ` ${stateText(input, row)}`]);
      const ran: readonly Part[] = runs.length === 0 ? ["did not run"] : listed(runs, 5);
      const only = condition === null ? [] : [` · runs only if ${condition}`];
      writer.field(node, ...ran, ...only);
    }
    if (route.deploys.length === 0) {
      const where =
        route.from === "definition"
          ? "In the code nothing that deploys is reached from this trainer."
          : "Nothing in this pipeline's trace deploys.";
      writer.line(`  ${where}`);
    } else if (route.steps.length === 0) {
      writer.line(`  No model of this trainer came to ${route.deploys.join(", ")}.`);
    }
  });
}

/** What changed since the last deployed model and since the one before, in a sentence each. */
function writeSince(writer: RecordWriter, input: RecordInput, index: number): void {
  const { trace, graphlets, propertiesOf } = input;
  const trainer = idAt(trace.executions.id, graphlets.list[index]?.trainer ?? 0);
  const deployed = lastDeployedBefore(trace, graphlets, index);
  const before = modelBefore(trace, graphlets, index);
  const write = (title: string, other: number, against: "deployed" | "before"): void => {
    const comparison = other < 0 ? null : compareGraphlets(trace, graphlets, other, index, propertiesOf);
    if (!comparison) return;
    writer.section(title, () => {
      writer.line(`  ${comparisonSentence(trace, graphlets, comparison)}`);
      if (input.pipeline)
        writer.line("  ", recordPart("node by node, key by key", { type: "comparison", trainer, against }));
    });
  };
  write("Since the last deployed model", deployed, "deployed");
  if (before !== deployed) write("Since the model before", before, "before");
}
