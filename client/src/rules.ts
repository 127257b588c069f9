import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { isProblemCode } from "../../server/src/definitions/check/codes.ts";
import { type FindingCode, findingCodes } from "../../server/src/model/finding.ts";

const isCode = (code: unknown): code is FindingCode => findingCodes.some((known) => known === code);

/** The page of a diagnostic that ships with the extension. */
const pageOf = (extension: vscode.Uri, code: FindingCode): vscode.Uri =>
  vscode.Uri.joinPath(extension, "docs", "rules", `${code}.md`);

/** The page of a mistake in a definition that ships with the extension. */
const problemsPage = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, "docs", "problems.md");

/** Lets a diagnostic's code lead to the page that ships with the extension: it is there without a network. */
export function bundledPages(extension: vscode.Uri): Middleware {
  return {
    async provideDiagnostics(document, previous, token, next) {
      const report = await next(document, previous, token);
      if (report && "items" in report) {
        for (const diagnostic of report.items) {
          const { code } = diagnostic;
          if (typeof code !== "object") continue;
          if (isCode(code.value)) code.target = pageOf(extension, code.value);
          else if (isProblemCode(String(code.value))) code.target = problemsPage(extension);
        }
      }
      return report;
    },
  };
}

/** Shows the page of a diagnostic, of one that the user chooses where none is named. */
export async function openRule(extension: vscode.Uri, code: unknown): Promise<void> {
  const chosen = isCode(code)
    ? code
    : await vscode.window.showQuickPick(findingCodes, { title: vscode.l10n.t("Documentation of a Diagnostic") });
  if (isCode(chosen)) await vscode.commands.executeCommand("markdown.showPreview", pageOf(extension, chosen));
}
