import type { ProtocolConnection } from "vscode-languageserver/node";

/** Opens a Python document in the server. */
export const open = (connection: ProtocolConnection, uri: string, text: string): Promise<void> =>
  connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "python", version: 1, text },
  });

/** Replaces the whole text of an open document. */
export const change = (connection: ProtocolConnection, uri: string, version: number, text: string): Promise<void> =>
  connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });

/** Asks until the answer satisfies, at most ten seconds: what rests on a trace comes when the trace has been read. */
export async function until<T>(what: string, ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end)
      throw new Error(`waited in vain for ${what}; last: ${JSON.stringify(answer)?.slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
