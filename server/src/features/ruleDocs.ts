import type { FindingCode } from "../model/finding.ts";

/** The page that explains a diagnostic. */
export const ruleDocs = (code: FindingCode): string =>
  `https://github.com/graphlet/graphlet/blob/main/docs/rules/${code}.md`;
