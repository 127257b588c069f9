import type { OperatorKind } from "../model/kinds.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Selection } from "../selection/expression.ts";
import { parseSelection } from "../selection/parse.ts";
import { cacheOption } from "./cacheOption.ts";
import { parseKinds } from "./kindOptions.ts";
import type { OptionValues } from "./options.ts";

/** What `graphlet graph` is to draw. */
export interface GraphOptions {
  readonly format: "svg" | "json" | "dot" | "mermaid";
  readonly direction: "down" | "right";
  /** Id of the train execution whose graphlet is drawn; null for the pipeline. */
  readonly graphlet: string | null;
  /** Name of the pipeline; null for the first. */
  readonly pipeline: string | null;
  /** Of a definition: the trace whose history is painted on. */
  readonly trace: string | null;
  readonly select: Selection | null;
  readonly output: string | null;
  readonly costProperty: string;
  readonly operatorKinds: Readonly<Record<string, OperatorKind>>;
  /** Absolute path of the folder in which what was cut is kept; undefined: nowhere. */
  readonly cache?: string;
}

const formats = ["svg", "json", "dot", "mermaid"] as const;
const directions = ["down", "right"] as const;

/** The options of `graph`. The error is one sentence. */
export function parseGraphOptions(values: OptionValues): Result<GraphOptions, string> {
  const format = formats.find((one) => one === (values.format ?? "svg"));
  if (format === undefined) return err(`--format is ${formats.join(", ")}; not ${values.format}.`);
  const direction = directions.find((one) => one === (values.direction ?? "down"));
  if (direction === undefined) return err(`--direction is down or right, not ${values.direction}.`);
  const kinds = parseKinds(values["operator-kind"] ?? []);
  if (!kinds.ok) return kinds;
  const { selection, problem } = parseSelection(values.select ?? "");
  if (problem) return err(`--select, at character ${problem.from + 1}: ${problem.message}`);
  return ok({
    format,
    direction,
    graphlet: values.graphlet ?? null,
    pipeline: values.pipeline ?? null,
    trace: values.trace ?? null,
    select: selection,
    output: values.output ?? null,
    costProperty: values["cost-property"] ?? "",
    operatorKinds: kinds.value,
    ...cacheOption(values),
  });
}
