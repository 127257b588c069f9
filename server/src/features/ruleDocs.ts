import type { ProblemCode } from "../definitions/check/codes.ts";
import type { FindingCode } from "../model/finding.ts";

const docs = "https://github.com/graphlet/graphlet/blob/main/docs";

/** The page that explains a diagnostic. */
export const ruleDocs = (code: FindingCode): string => `${docs}/rules/${code}.md`;

/** The section that explains a mistake in a definition. */
export const problemDocs = (code: ProblemCode): string => `${docs}/problems.md#${code}`;
