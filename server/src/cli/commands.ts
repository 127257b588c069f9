import type { OptionName } from "./options.ts";

/** A command: how it is used, and which options it takes. */
export interface CommandTraits {
  /** What it takes, in capitals. */
  readonly takes: string;
  /** What it tells, in a line. */
  readonly about: string;
  readonly options: readonly OptionName[];
}

const traceOptions: readonly OptionName[] = ["pipeline", "format", "cost-property", "operator-kind", "cache"];

/** Every command by its name. */
export const commandTraits = {
  inspect: { takes: "TRACE", about: "what a trace holds, and what it cost", options: traceOptions },
  graphlets: {
    takes: "TRACE",
    about: "every model that was trained: what became of it, why, and what it cost",
    options: traceOptions,
  },
  explain: {
    takes: "TRACE",
    about: "why a model was deployed or not, and what changed since the last one that was",
    options: ["trainer", ...traceOptions],
  },
  predict: {
    takes: "TRACE…",
    about: "whether the next models will be deployed, and what stopping models early would save and cost",
    options: traceOptions,
  },
  definition: {
    takes: "FILE",
    about: "the pipelines that a file defines: nodes, inputs, outputs, places",
    options: ["format"],
  },
  check: {
    takes: "PATH…",
    about: "waste and mistakes in the definitions of files and folders, for continuous integration",
    options: ["format", "fail-on", "max-waste", "baseline", "update-baseline", "trace", "settings", "output", "cache"],
  },
  graph: {
    takes: "TRACE|DEFINITION",
    about: "a picture of a pipeline, or of one model: as SVG, JSON, for Graphviz or Mermaid",
    options: [
      "format",
      "graphlet",
      "pipeline",
      "trace",
      "select",
      "direction",
      "output",
      "cost-property",
      "operator-kind",
      "cache",
    ],
  },
  fleet: {
    takes: "STORE…",
    about: "what many pipelines come to together: lives, models, costs, waste; tables, JSON, or a report",
    options: ["format", "output", "shard", "threads", "predict", "merge", "cost-property", "operator-kind", "cache"],
  },
} as const satisfies Readonly<Record<string, CommandTraits>>;

export type CommandName = keyof typeof commandTraits;
export const commandNames = Object.keys(commandTraits) as readonly CommandName[];

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commandTraits, name);
