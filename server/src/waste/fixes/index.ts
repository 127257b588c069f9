import type { FindingCode } from "../../model/finding.ts";
import { dropTrainer } from "./dropTrainer.ts";
import type { Fix } from "./fix.ts";

/** Every fix, in the order in which they are offered. */
export const fixes: readonly Fix[] = [dropTrainer];

/** The fixes for a finding, in the order in which they are offered. */
export const fixesFor = (code: FindingCode): readonly Fix[] => fixes.filter(({ codes }) => codes.includes(code));
