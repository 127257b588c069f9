import type { Finding, FindingCode } from "../model/finding.ts";
import type { Settings, Severity } from "../model/settings.ts";
import type { Rule, WasteInput } from "./rule.ts";
import { deadTrainer } from "./rules/deadTrainer.ts";
import { driftFromTrace } from "./rules/driftFromTrace.ts";
import { failingNode } from "./rules/failingNode.ts";
import { lateValidation } from "./rules/lateValidation.ts";
import { likelyUnpushed } from "./rules/likelyUnpushed.ts";
import { overlappingWindows } from "./rules/overlappingWindows.ts";
import { redundantTrainer, weighUnusedModels } from "./rules/redundantTrainer.ts";
import { repeatedWork } from "./rules/repeatedWork.ts";
import { retrainWithoutChange } from "./rules/retrainWithoutChange.ts";
import { unpushedModels } from "./rules/unpushedModels.ts";
import { unusedOutput } from "./rules/unusedOutput.ts";

/** Every rule by the code that it reports. */
const rules: Readonly<Record<FindingCode, Rule>> = {
  "unpushed-models": unpushedModels,
  "dead-trainer": deadTrainer,
  "redundant-trainer": redundantTrainer,
  "retrain-without-change": retrainWithoutChange,
  "repeated-work": repeatedWork,
  "overlapping-windows": overlappingWindows,
  "late-validation": lateValidation,
  "failing-node": failingNode,
  "unused-output": unusedOutput,
  "drift-from-trace": driftFromTrace,
  "likely-unpushed": likelyUnpushed,
};

/** The name of each code's severity among the settings `graphlet.diagnostics`. */
const settingOf: Readonly<Record<FindingCode, keyof Settings["diagnostics"]>> = {
  "unpushed-models": "unpushedModels",
  "dead-trainer": "deadTrainer",
  "redundant-trainer": "redundantTrainer",
  "retrain-without-change": "retrainWithoutChange",
  "repeated-work": "repeatedWork",
  "overlapping-windows": "overlappingWindows",
  "late-validation": "lateValidation",
  "failing-node": "failingNode",
  "unused-output": "unusedOutput",
  "drift-from-trace": "driftFromTrace",
  "likely-unpushed": "likelyUnpushed",
};

/** The severity that the user gave a code. */
export const severityOf = (code: FindingCode, { diagnostics }: Settings): Severity => diagnostics[settingOf[code]];

/** Told of a rule that threw. */
type OnRuleError = (code: FindingCode, error: unknown) => void;

/**
 * All findings on one pipeline by the rules that are not off, in the order of their places. A rule that throws is told to
 * `onError` and hides no other.
 */
export function findWaste(input: WasteInput, onError: OnRuleError = () => {}): readonly Finding[] {
  return [...wasteByRule(input, onError)]
    .flat()
    .sort(
      (a, b) =>
        a.location.uri.localeCompare(b.location.uri) ||
        a.location.range.start.line - b.location.range.start.line ||
        a.location.range.start.character - b.location.range.start.character,
    );
}

/** Makes what rules keep of many models with a trace, and gives way again and again. What is thrown is told by the rule that asks for it. */
export function* prepareRules(input: WasteInput): Generator<void, void> {
  try {
    yield* weighUnusedModels(input);
  } catch {}
}

/** The same a rule at a time, for those who give way in between: what is kept with a trace is made when a rule first asks for it. */
export function* wasteByRule(input: WasteInput, onError: OnRuleError = () => {}): Generator<readonly Finding[]> {
  for (const [code, rule] of Object.entries(rules) as [FindingCode, Rule][]) {
    if (severityOf(code, input.settings) === "off") continue;
    try {
      yield rule(input);
    } catch (error) {
      onError(code, error);
    }
  }
}
