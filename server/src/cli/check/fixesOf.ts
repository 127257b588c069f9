import type { Definition, PipelineDefinition } from "../../model/definition.ts";
import type { Finding } from "../../model/finding.ts";
import type { FixInput, ReadText } from "../../waste/fixes/fix.ts";
import { fixesFor } from "../../waste/fixes/index.ts";
import { offerOf } from "../../waste/fixes/offer.ts";
import { compareTexts, placeOf } from "./places.ts";
import type { CheckedFix } from "./report.ts";

/** To accept a finding is no cure: the comment wants a reason that only a person can give. */
const silencing = "ignore";

/**
 * The fixes for a finding that can be made safely, in the order in which the editor offers them. A notebook's are left out: they change
 * cells, and a report speaks of files. A fix that fails is none.
 */
export function fixesOf(
  finding: Finding,
  definition: Definition,
  pipeline: PipelineDefinition,
  readText: ReadText,
): readonly CheckedFix[] {
  const { code, node, subject } = finding;
  const input: FixInput = { definition, pipeline, code, node, subject, readText };
  return fixesFor(code).flatMap((fix) => {
    if (fix.id === silencing) return [];
    try {
      const offer = offerOf(fix, input);
      const edits = offer?.ok ? fix.edits(input) : null;
      if (!offer?.ok || !edits?.ok || [...edits.value.keys()].some((uri) => uri.includes("#"))) return [];
      const files = [...edits.value].map(([uri, changes]) => ({ path: pathIn(uri), edits: changes }));
      return [{ title: offer.value.title, edits: files.sort((a, b) => compareTexts(a.path, b.path)) }];
    } catch {
      return [];
    }
  });
}

const start = { line: 0, character: 0 };
const pathIn = (uri: string): string => placeOf({ uri, range: { start, end: start } }).path;
