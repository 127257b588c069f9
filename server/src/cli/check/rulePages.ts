import { findingCodes } from "../../model/finding.ts";
import type { RulePages } from "./sarifRules.ts";

/** The pages of the documentation, which are part of the bundle. A page that is not there is empty. */
export async function rulePages(): Promise<RulePages> {
  const rules = await Promise.all(
    findingCodes.map(async (code) => [code, await textOf(() => import(`../../../../docs/rules/${code}.md`))] as const),
  );
  return { rules: new Map(rules), problems: await textOf(() => import("../../../../docs/problems.md")) };
}

/** The bundler makes a module of a page: its text. One that is not in the bundle throws at once. */
async function textOf(load: () => Promise<{ readonly default: unknown }>): Promise<string> {
  try {
    return String((await load()).default);
  } catch {
    return "";
  }
}
