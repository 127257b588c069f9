import type { FindingCode } from "../../model/finding.ts";
import { addEvaluator } from "./addEvaluator.ts";
import { analyzerCache } from "./analyzerCache.ts";
import { dropTrainer } from "./dropTrainer.ts";
import { dropUnusedNode, dropUnusedOutput } from "./dropUnused.ts";
import type { Fix } from "./fix.ts";
import { gate } from "./gate.ts";
import { gateTraining } from "./gateTraining.ts";
import { ignore } from "./ignore.ts";
import { turnOnNodeCaching, turnOnPipelineCaching } from "./turnOnCaching.ts";
import { wireTrainer } from "./wireTrainer.ts";

/** Every fix, in the order in which they are offered. */
export const fixes: readonly Fix[] = [
  dropTrainer,
  dropUnusedNode,
  dropUnusedOutput,
  turnOnNodeCaching,
  turnOnPipelineCaching,
  analyzerCache,
  gate,
  gateTraining,
  addEvaluator,
  wireTrainer,
  ignore,
];

/** The fixes for a finding, in the order in which they are offered. */
export const fixesFor = (code: FindingCode): readonly Fix[] => fixes.filter(({ codes }) => codes.includes(code));
