import type { Graphlet } from "../model/graphlet.ts";
import { operatorCode, stateCode } from "../model/kinds.ts";
import type { Trace } from "../model/trace.ts";
import { makingOf } from "./making.ts";

/** A model of a train node and the one before it, with what became of that one at the check that is looked at. */
export interface Candidate {
  readonly model: Graphlet;
  readonly before: Graphlet | null;
  readonly beforeStopped: boolean;
}

/** Something that is known before a training begins. Says nothing (false) where the trace does not know it. */
export interface Signal {
  /** Ends the sentence `Known before the training: …`. */
  readonly words: string;
  readonly tells: (trace: Trace, candidate: Candidate) => boolean;
}

/** The signals that `late-validation` looks at. Contents of statistics and anomalies are not in a trace and are none of them. */
export const signals: readonly Signal[] = [
  {
    words: "the data was that of the model before",
    tells: (_, { model, before }) =>
      before !== null &&
      model.inputSpans.length > 0 &&
      model.inputSpans.length === before.inputSpans.length &&
      model.inputSpans.every((span, at) => span === before.inputSpans[at]),
  },
  {
    words: "the model before was made from the same data, code and parameters, and was stopped here, too",
    tells: (trace, { model, before, beforeStopped }) => {
      const making = beforeStopped ? makingOf(trace, model) : null;
      return making !== null && before !== null && making === makingOf(trace, before);
    },
  },
  {
    words: "an analysis of the data had failed",
    tells: ({ executions: { kind, state, updatedAt, startedAt } }, { model }) =>
      model.executions.some(
        (row) =>
          kind[row] === operatorCode.analyze &&
          state[row] === stateCode.failed &&
          (updatedAt[row] as number) <= (startedAt[model.trainer] as number),
      ),
  },
];
