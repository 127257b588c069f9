import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** A calm VS Code: no welcome, no network, no questions, nothing beside the code but the extension. */
export const calmSettings: Readonly<Record<string, unknown>> = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "security.workspace.trust.enabled": false,
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "update.mode": "none",
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "files.simpleDialog.enable": true,
  "files.autoSave": "off",
  "window.commandCenter": false,
};

/** Writes the user settings of a VS Code whose user data lie in `userDataDir`. */
export async function writeSettings(userDataDir: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const file = path.join(userDataDir, "User/settings.json");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...calmSettings, ...more }, null, 2));
}
