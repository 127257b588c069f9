import { problemCodes } from "../../definitions/check/codes.ts";
import { problemDocs, ruleDocs } from "../../features/ruleDocs.ts";
import { findingCodes } from "../../model/finding.ts";
import { defaultSettings, type Severity } from "../../model/settings.ts";
import { severityOf } from "../../waste/index.ts";
import { pageParts, plainText, sectionOf } from "./markdown.ts";

/** Pages of the documentation as Markdown. */
export interface RulePages {
  /** By code. */
  readonly rules: ReadonlyMap<string, string>;
  /** One page with a section for each mistake of a definition. */
  readonly problems: string;
}

/** A rule as SARIF's `reportingDescriptor`. */
export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri: string;
  readonly defaultConfiguration: { readonly enabled: boolean; readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[] };
}

export type SarifLevel = "error" | "warning" | "note";

/** Severities in SARIF's words, which have nothing below a note. */
export const sarifLevel = (severity: Severity): SarifLevel =>
  severity === "error" || severity === "warning" ? severity : "note";

/** Every code that a check can report, each with its documentation; the order is stable. */
export function sarifRules(pages: RulePages): readonly SarifRule[] {
  const waste = findingCodes.map((code) =>
    ruleOf(code, pages.rules.get(code) ?? "", ruleDocs(code), severityOf(code, defaultSettings), "waste"),
  );
  const severity = defaultSettings.diagnostics.definitionProblems;
  const mistakes = problemCodes.map((code) =>
    ruleOf(code, sectionOf(pages.problems, code) ?? "", problemDocs(code), severity, "definition"),
  );
  return [...waste, ...mistakes];
}

function ruleOf(code: string, page: string, helpUri: string, severity: Severity, tag: string): SarifRule {
  const { first, whole } = pageParts(page, code);
  return {
    id: code,
    shortDescription: { text: first },
    fullDescription: { text: whole },
    help: { text: page === "" ? whole : plainText(page), markdown: page === "" ? whole : page },
    helpUri,
    defaultConfiguration: { enabled: severity !== "off", level: sarifLevel(severity) },
    properties: { tags: ["machine-learning", "pipeline", tag] },
  };
}
