import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CodeAction,
  Diagnostic,
  DocumentDiagnosticReport,
  TextDocumentEdit,
  TextEdit,
} from "vscode-languageserver/node";
import { type FixCase, fixCases } from "../generate/fixCases.ts";
import { withEdits } from "../unit/fixes/checkFix.ts";
import { open, until } from "./documents.ts";
import { type Bundle, bundleServer, type Session, startSession } from "./process.ts";
import { settled, type TestFolder, testFolder } from "./workspace.ts";

let bundle: Bundle;
beforeAll(async () => {
  bundle = await bundleServer();
});
afterAll(() => bundle?.remove());

interface Opened {
  readonly folder: TestFolder;
  readonly session: Session;
  readonly uri: string;
}

async function opened({ file, store }: FixCase, text: string): Promise<Opened> {
  const folder = testFolder();
  const uri = folder.file(file, text);
  if (typeof store === "function") store(join(folder.path, "metadata.sqlite"));
  else if (store) folder.store("metadata.sqlite", store);
  const session = await startSession(bundle, { folder: folder.path });
  await open(session.connection, uri, text);
  await settled(session.connection, uri);
  return { folder, session, uri };
}

async function close({ folder, session }: Opened): Promise<void> {
  await session.stop();
  folder.remove();
}

const findings = ({ session, uri }: Opened, code: string): Promise<readonly Diagnostic[]> =>
  until(
    code,
    async () => {
      const params = { textDocument: { uri } };
      const report = await session.connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", params);
      return report.kind === "full" ? report.items : [];
    },
    (all) => all.some((one) => one.code === code),
  );

const actions = (
  { session, uri }: Opened,
  diagnostics: readonly Diagnostic[],
  only?: string[],
): Promise<CodeAction[]> =>
  session.connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics, ...(only ? { only } : {}) },
  });

/** Edits of an action in the one document. */
const editsOf = ({ edit }: CodeAction): readonly TextEdit[] =>
  (edit?.documentChanges ?? []).flatMap((change) => ((change as TextDocumentEdit).edits ?? []) as TextEdit[]);

describe("each fix is offered on its finding, and its edit made when it is asked for", () => {
  test.each(fixCases.map((one) => [`${one.fix} for ${one.code}`, one] as const))("%s", async (_, one) => {
    const editor = await opened(one, one.text);
    try {
      const line = one.text.split("\n").findIndex((text) => text.includes(one.at[0]));
      const here = (await findings(editor, one.code)).filter(
        ({ code, range }) => code === one.code && range.start.line === line,
      );
      const offered = await actions(editor, here);
      const action = offered.find(({ title }) => title === one.title);
      if (!action)
        throw new Error(
          `offered: ${offered.map(({ title, disabled }) => `${title} ${disabled?.reason ?? ""}`).join(", ")}`,
        );
      expect(action).toMatchObject({ kind: "quickfix", diagnostics: here });
      const resolved = await editor.session.connection.sendRequest<CodeAction>("codeAction/resolve", action);
      expect(withEdits(one.text, editsOf(resolved))).toBe(one.after);
    } finally {
      await close(editor);
    }
  });
});

describe("all that is always safe", () => {
  const [one] = fixCases;
  if (!one) throw new Error("no case");

  test("is made by one source action, which an editor can ask for when it saves", async () => {
    const editor = await opened(one, one.text);
    try {
      await findings(editor, one.code);
      const [action, ...others] = await actions(editor, [], ["source.fixAll"]);
      expect(others).toEqual([]);
      expect(action).toMatchObject({ kind: "source.fixAll.graphlet" });
      expect(action && withEdits(one.text, editsOf(action))).toBe(one.after);
    } finally {
      await close(editor);
    }
  });

  test("is nothing where all is well", async () => {
    const editor = await opened({ ...one, store: null }, one.after);
    try {
      expect(await actions(editor, [], ["source"])).toEqual([]);
    } finally {
      await close(editor);
    }
  });
});
