import * as vscode from "vscode";
import { log } from "./output.ts";

const told = new Set<string>();

/** Shows a failure, once for each text; later it goes to the log alone. Further actions come before `Show Log`. */
export async function tellOnce(
  message: string,
  actions: readonly { readonly title: string; run(): unknown }[] = [],
): Promise<void> {
  log().error(message);
  if (told.has(message)) return;
  told.add(message);
  const showLog = { title: vscode.l10n.t("Show Log"), run: () => log().show() };
  const chosen = await vscode.window.showErrorMessage(message, ...[...actions, showLog]);
  await chosen?.run();
}

/** Forgets that a failure was told: it is over, and should it come again, it is news. */
export function overcome(message: string): void {
  told.delete(message);
}
