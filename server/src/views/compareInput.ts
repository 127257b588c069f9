import type { PropertiesOf } from "../model/explanation.ts";
import type { Graphlet, Graphlets } from "../model/graphlet.ts";
import { idAt, rowOf, type Trace, type TraceId } from "../model/trace.ts";
import type { ViewFailure } from "../protocol.ts";
import { lastDeployedBefore, modelBefore, rowsOfInterest } from "../waste/explain/index.ts";
import { chooseGraphlet } from "./chosen.ts";
import type { GraphletViewInput } from "./input.ts";
import { graphletLabel } from "./labels.ts";
import { noModel } from "./noModel.ts";
import { noRuns } from "./noRuns.ts";

/** What the picture of two graphlets is made from. */
export interface CompareViewInput extends GraphletViewInput {
  /** Id of the other train execution; else the last deployed model before, else the model before. */
  readonly against?: TraceId | undefined;
  /** See {@link rowsToCompare}: those that were read. */
  readonly propertiesOf: PropertiesOf;
}

/** Two graphlets, the older one first. */
export interface ChosenPair {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** Indexes into `graphlets.list`. */
  readonly before: number;
  readonly after: number;
  readonly older: Graphlet;
  readonly newer: Graphlet;
}

/** The graphlets that a request means; a sentence where there are no two. Linear in the graphlets. */
export function choosePair(input: Omit<CompareViewInput, "propertiesOf">): ChosenPair | ViewFailure {
  const said = (message: string): ViewFailure => ({ type: "failure", message, action: null });
  const chosen = chooseGraphlet(input);
  if (!chosen) {
    if (!input.trace || !input.graphlets) return noRuns(input);
    return input.trainer === undefined
      ? noModel(input.pipeline)
      : said(`The trace has no model of execution ${input.trainer}.`);
  }
  const { trace, graphlets, index } = chosen;
  const other = otherOf(input, chosen);
  if (other < 0) {
    const label = graphletLabel(trace, chosen.graphlet);
    return said(
      input.against === undefined
        ? `No model came before ${label}: there is nothing to compare it with.`
        : `The trace has no model of execution ${input.against}.`,
    );
  }
  const before = Math.min(other, index);
  const after = Math.max(other, index);
  const older = graphlets.list[before];
  const newer = graphlets.list[after];
  if (!older || !newer || before === after) return said("A model cannot be compared with itself.");
  return { trace, graphlets, before, after, older, newer };
}

function otherOf(
  { against }: Omit<CompareViewInput, "propertiesOf">,
  { trace, graphlets, index }: NonNullable<ReturnType<typeof chooseGraphlet>>,
): number {
  if (against === undefined) {
    const deployed = lastDeployedBefore(trace, graphlets, index);
    return deployed >= 0 ? deployed : modelBefore(trace, graphlets, index);
  }
  const row = rowOf(trace.executions.id, against);
  return graphlets.list.findIndex(({ trainer }) => trainer === row);
}

/** The rows whose properties (metrics among them) a comparison is better with: read them before. At most 48. */
export function rowsToCompare(input: Omit<CompareViewInput, "propertiesOf">): ReturnType<typeof rowsOfInterest> {
  const pair = choosePair(input);
  if ("type" in pair) return [];
  const { trace, graphlets, before, after } = pair;
  return [before, after].flatMap((index) => rowsOfInterest({ trace, graphlets, index }));
}

/** Id of the train execution of a graphlet. */
export const trainerId = (trace: Trace, graphlet: Graphlet): TraceId => idAt(trace.executions.id, graphlet.trainer);
