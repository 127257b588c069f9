import type { Finding } from "../../model/finding.ts";
import { findingCodes } from "../../model/finding.ts";
import { err, ok, type Result } from "../../model/result.ts";
import type { Location, TextEdit } from "../../model/text.ts";
import { ignoreComment, isSilenced } from "../silence.ts";
import type { FileEdits, Fix, FixInput } from "./fix.ts";
import { unchanged, verified, withEdits } from "./verify.ts";

/** What stands where the user is to say why. */
const reason = "say why";

/**
 * Writes the comment that silences a finding: alone on the line above it, or its code into one that is there already. For every text
 * whose comments begin with `#`; JSON has none.
 */
export const ignore: Fix = {
  id: "ignore",
  codes: findingCodes,
  plan(input) {
    const text = input.readText(placeOf(input).uri);
    if (text === null || !hasComments(placeOf(input).uri, text)) return null;
    return ok({ title: `Ignore ${input.code} here…`, touches: null, preferred: false, alwaysSafe: false });
  },
  edits(input) {
    const { uri, range } = placeOf(input);
    const text = input.readText(uri);
    if (text === null) return err("The text could not be read again.");
    return verified(input, silencing(input, uri, text, range.start.line), unchanged);
  },
};

/** Where the finding stands, or the line of its node, which a comment silences as well. */
function placeOf({ node, subject, pipeline }: FixInput): Location {
  const output = subject === null ? null : (node?.outputs.find(({ key }) => key === subject)?.location ?? null);
  return output ?? node?.location ?? pipeline.nameLocation ?? pipeline.location;
}

const hasComments = (uri: string, text: string): boolean =>
  !/\.(?:json|ipynb)$/i.test(uri) && !/^[\s\ufeff]*\{/.test(text);

const ignoring = /#\s*graphlet:\s*ignore\[[\w\-, ]*/;

function silencing(input: FixInput, uri: string, text: string, line: number): Result<FileEdits, string> {
  const lines = text.split(/\r\n|\n|\r/);
  for (const edit of [merged(input, lines, line), above(input, text, lines, line), behind(input, lines, line)]) {
    if (!edit) continue;
    const after = withEdits(text, [edit]).split(/\r\n|\n|\r/);
    const at = line + (after.length - lines.length);
    if (isSilenced(findingAt(input, uri, at), after)) return ok(new Map([[uri, [edit]]]));
  }
  return err("No comment can stand at this line.");
}

/** The code in a comment that is there already. */
function merged({ code }: FixInput, lines: readonly string[], line: number): TextEdit | null {
  for (let at = line; at >= 0; at--) {
    const text = lines[at] ?? "";
    if (at < line && !text.trimStart().startsWith("#")) return null;
    const found = ignoring.exec(text);
    if (found) return insertion(at, found.index + found[0].length, `${found[0].endsWith("[") ? "" : ", "}${code}`);
  }
  return null;
}

/** The comment on a line of its own, indented like the line below; null where that goes on from the one before. */
function above({ code }: FixInput, text: string, lines: readonly string[], line: number): TextEdit | null {
  if (lines[line - 1]?.endsWith("\\")) return null;
  const indentation = /^[ \t]*/.exec(lines[line] ?? "")?.[0] ?? "";
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  return insertion(line, 0, `${indentation}${ignoreComment(code, reason)}${lineBreak}`);
}

/** The comment behind the code of a line. */
function behind({ code }: FixInput, lines: readonly string[], line: number): TextEdit | null {
  const text = lines[line] ?? "";
  return text.endsWith("\\") ? null : insertion(line, text.trimEnd().length, `  ${ignoreComment(code, reason)}`);
}

function insertion(line: number, character: number, newText: string): TextEdit {
  const at = { line, character };
  return { range: { start: at, end: at }, newText };
}

/** A finding at a line, as far as silencing looks at it. */
function findingAt({ code }: FixInput, uri: string, line: number): Finding {
  const at = { line, character: 0 };
  const none = { related: [], executions: [], evidence: [], seconds: Number.NaN, unnecessary: false, message: "" };
  return { code, node: null, subject: null, location: { uri, range: { start: at, end: at } }, ...none };
}
