import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type CheckOptions, parseInvocation } from "../../../server/src/cli/arguments.ts";
import { commandTraits } from "../../../server/src/cli/commands.ts";

const page = readFileSync("docs/check.md", "utf8");
const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));
const [github, gitlab, preCommit] = blocks
  .filter(({ language }) => language === "yaml")
  .map(({ text }) => parse(text ?? ""));

/** Every use of the program on the page, without its name. */
const uses = [...page.matchAll(/(?:^|run: |entry: |- )graphlet (check [^\n]+)$/gm)].map(([, line]) => line ?? "");
/** The options of a line as the program takes them. */
function optionsOf(line: string): CheckOptions {
  const parsed = parseInvocation(line.replace(/^graphlet /, "").split(" "));
  if (!parsed.ok || parsed.value.type !== "check") throw new Error(parsed.ok ? line : parsed.error);
  return parsed.value.options;
}

describe("the page on checks", () => {
  test("shows lines that the program takes", () => {
    expect(uses).toHaveLength(7);
    for (const line of uses) expect(optionsOf(line)).toBeDefined();
  });

  test("names every option, and no other", () => {
    const named = [...page.matchAll(/^\| `--([\w-]+)/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([...commandTraits.check.options].sort());
  });

  test("leads to sections that there are", () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)#([^)]+)\)/g)].map(([, file = "", id = ""]) => [file, id]);
    expect(links.length).toBeGreaterThan(1);
    for (const [file = "", id] of links) {
      const place = join("docs", file);
      expect(existsSync(place)).toBe(true);
      const headings = [...readFileSync(place, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, words = ""]) =>
        words.toLowerCase(),
      );
      expect(headings).toContain(id);
    }
  });
});

describe("the example", () => {
  test("for GitHub uploads the report that it writes, found or not", () => {
    const { steps } = github.jobs.check;
    const run = steps.findIndex(({ run }: { readonly run?: string }) => run !== undefined);
    const { output, format } = optionsOf(steps[run].run);
    expect({ output, format }).toEqual({ output: steps[run + 1].with.sarif_file, format: "sarif" });
    expect(steps[run + 1]).toMatchObject({
      if: "always()",
      uses: expect.stringMatching(/^github\/codeql-action\/upload-sarif@/),
    });
    expect(github.permissions["security-events"]).toBe("write");
  });

  test("for GitLab keeps the report that it writes", () => {
    const [line] = gitlab.graphlet.script;
    expect(gitlab.graphlet.artifacts).toEqual({ when: "always", paths: [optionsOf(line).output] });
  });

  test("for pre-commit checks the folder whenever a definition is among the files", () => {
    const [{ entry, pass_filenames, files }] = preCommit.repos[0].hooks;
    expect(optionsOf(entry).failOn).toBe("error");
    expect(pass_filenames).toBe(false);
    for (const name of ["pipelines/taxi.py", "a.ipynb", "dvc.yaml", "ir.pbtxt"])
      expect(name).toMatch(new RegExp(files));
  });
});
