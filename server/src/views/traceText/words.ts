import type { Cause, Gap, MetricThreshold } from "../../model/explanation.ts";
import { textAt } from "../../model/rows.ts";
import { idAt, type Trace } from "../../model/trace.ts";
import { numberText } from "./figures.ts";
import { namedExecution, recordPart } from "./links.ts";
import type { Part } from "./writer.ts";

/** What an execution did to a model. */
export const causeWord: Readonly<Record<Cause["what"], string>> = {
  failed: "failed",
  "not-blessed": "did not bless it",
  refused: "ran without deploying it",
  abandoned: "started and never finished",
  open: "has not finished",
};

const boundWord = { "at-least": "at least", "at-most": "at most" } as const;

/** `binary_accuracy: at least 0.5`. */
export function thresholdText({ metric, of, bound, limit, sliced }: MetricThreshold): string {
  const what =
    of === "value"
      ? `${boundWord[bound]} ${numberText(limit)}`
      : of === "change"
        ? `change from the baseline ${boundWord[bound]} ${numberText(limit)}`
        : `change from the baseline ${boundWord[bound]} ${numberText(limit * 100)} % of it`;
  return `${metric}: ${what}${sliced ? ", for slices of the data" : ""}`;
}

/** What the store does not hold, in a sentence. */
export function gapParts(trace: Trace, gap: Gap): readonly Part[] {
  switch (gap.what) {
    case "error":
      return [
        "Why ",
        ...namedExecution(trace, gap.execution),
        " failed: the store has no message. The runner's log may have one.",
      ];
    case "metrics": {
      const uri = textAt(trace, trace.artifacts.uri, gap.artifact);
      const id = idAt(trace.artifacts.id, gap.artifact);
      const place = `The figures of the evaluation: the store has only the place of its files${uri === "" ? "" : ` ${uri}`} (`;
      return [place, recordPart(`artifact ${id}`, { type: "artifact", id }), ")."];
    }
    case "thresholds":
      return ["What ", ...namedExecution(trace, gap.execution), " held the model to: no thresholds are recorded."];
    case "blessing":
      return ["The verdict of ", ...namedExecution(trace, gap.execution), ": its blessing says neither yes nor no."];
    case "refusal":
      return ["Why ", ...namedExecution(trace, gap.execution), " did not deploy: the store has only that it did not."];
    case "unread":
      return [gap.message];
  }
}
