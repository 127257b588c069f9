import { pathToFileURL } from "node:url";
import type { Range } from "../../model/text.ts";
import { isInside } from "../../workspace/paths.ts";
import { seconds } from "../jsonNumbers.ts";
import { fingerprintOf } from "./baseline.ts";
import { nameOf } from "./names.ts";
import { type NotebookText, notebookText } from "./notebookText.ts";
import type { JudgedFinding, Outcome } from "./outcome.ts";
import type { CheckedFix, CheckProblem, Place } from "./report.ts";
import { type RulePages, type SarifRule, sarifLevel, sarifRules } from "./sarifRules.ts";

export type { RulePages } from "./sarifRules.ts";

const projectUri = "https://github.com/graphlet/graphlet";
/** The schema that the Standard itself is published with. */
const schemaUri = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
const sourceRoot = "%SRCROOT%";

/** What the log is made with. */
export interface SarifOptions {
  /** Absolute path of the folder that URIs are relative to. */
  readonly cwd: string;
  readonly version: string;
  readonly pages: RulePages;
  /** Text of a file; null where it cannot be read. */
  readonly readText: (path: string) => string | null;
}

/** Where places stand in their files. */
type LocationOf = (place: Place) => object;

/** A check as SARIF 2.1.0 (OASIS Standard): one run; accepted findings are suppressed results, what could not be checked is a notification. */
export function sarifOf(outcome: Outcome, { cwd, version, pages, readText }: SarifOptions): object {
  const locationOf = locator(cwd, readText);
  const rules = sarifRules(pages);
  return {
    $schema: schemaUri,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Graphlet", version, semanticVersion: version, informationUri: projectUri, rules } },
        automationDetails: { id: "graphlet/check/" },
        invocations: [
          {
            executionSuccessful: outcome.exitCode !== 2,
            exitCode: outcome.exitCode,
            toolExecutionNotifications: outcome.problems.map((problem) => notificationOf(problem, cwd)),
          },
        ],
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { [sourceRoot]: { description: { text: "The folder in which the check was run." } } },
        results: outcome.findings.map((finding) => resultOf(finding, outcome, rules, cwd, locationOf)),
      },
    ],
  };
}

function resultOf(
  finding: JudgedFinding,
  outcome: Outcome,
  rules: readonly SarifRule[],
  cwd: string,
  locationOf: LocationOf,
): object {
  const { code, severity, message, place, related, pipeline, node, subject, accepted, evidence, fixes } = finding;
  return {
    ruleId: code,
    ruleIndex: rules.findIndex(({ id }) => id === code),
    level: sarifLevel(severity),
    message: { text: message },
    locations: [{ ...locationOf(place), ...logicalOf(finding) }],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((one, id) => ({
            id,
            ...locationOf(one.place),
            message: { text: one.message },
          })),
        }
      : {}),
    partialFingerprints: { "graphletFinding/v1": fingerprintOf(finding, cwd) },
    ...(outcome.baseline === null ? {} : { baselineState: accepted === "baseline" ? "unchanged" : "new" }),
    suppressions: suppressionsOf(finding, outcome.baseline),
    ...(fixes.length > 0 ? { fixes: fixes.map((fix) => fixOf(fix, cwd)) } : {}),
    properties: {
      severity,
      pipeline,
      node,
      subject,
      ...(place.cell === null ? {} : { cell: place.cell }),
      ...(Number.isFinite(finding.seconds) ? { seconds: seconds(finding.seconds) } : {}),
      evidence: evidence.map(({ execution, message }) => ({ execution, message })),
    },
  };
}

function suppressionsOf({ accepted, code }: JudgedFinding, baseline: string | null): readonly object[] {
  if (accepted === "comment")
    return [{ kind: "inSource", justification: `A comment graphlet: ignore[${code}] accepts it.` }];
  if (accepted === "baseline") return [{ kind: "external", justification: `${baseline} accepts it.` }];
  return [];
}

/** The node in its pipeline. */
function logicalOf({ pipeline, node }: JudgedFinding): object {
  if (node === null) return {};
  const fullyQualifiedName = pipeline === null ? node : `${pipeline}/${node}`;
  return { logicalLocations: [{ name: node, fullyQualifiedName, kind: "object" }] };
}

const fixOf = ({ title, edits }: CheckedFix, cwd: string): object => ({
  description: { text: title },
  artifactChanges: edits.map(({ path, edits }) => ({
    artifactLocation: artifactOf(path, cwd),
    replacements: edits.map(({ range, newText }) => ({
      deletedRegion: regionOf(range),
      ...(newText === "" ? {} : { insertedContent: { text: newText } }),
    })),
  })),
});

const notificationOf = ({ path, message, isWhole }: CheckProblem, cwd: string): object => ({
  level: isWhole ? "note" : "error",
  message: { text: `${nameOf(path, cwd)}: ${message}` },
  locations: [{ physicalLocation: { artifactLocation: artifactOf(path, cwd) } }],
});

/** A notebook's regions are those of its file, where its cells' strings stand; each notebook is read once. */
function locator(cwd: string, readText: (path: string) => string | null): LocationOf {
  const notebooks = new Map<string, NotebookText>();
  const rangeOf = ({ path, cell, range }: Place): Range | null => {
    if (cell === null) return range;
    const notebook = notebooks.get(path) ?? notebookText(readText(path) ?? "");
    notebooks.set(path, notebook);
    const start = notebook.positionOf(cell, range.start);
    const end = notebook.positionOf(cell, range.end);
    return start && end ? { start, end } : null;
  };
  return (place) => {
    const range = rangeOf(place);
    return {
      physicalLocation: {
        artifactLocation: artifactOf(place.path, cwd),
        ...(range ? { region: regionOf(range) } : {}),
      },
    };
  };
}

/** Lines and columns from 1; the end is behind the last character. */
const regionOf = ({ start, end }: Range): object => ({
  startLine: start.line + 1,
  startColumn: start.character + 1,
  endLine: end.line + 1,
  endColumn: end.character + 1,
});

/** Relative to the source root where the file lies inside. */
function artifactOf(path: string, cwd: string): object {
  if (!isInside(path, cwd)) return { uri: pathToFileURL(path).href };
  const uri = nameOf(path, cwd).split("/").map(encodeURIComponent).join("/");
  return { uri, uriBaseId: sourceRoot };
}
