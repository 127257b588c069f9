import { relative } from "node:path";
import { err, ok, type Result } from "../../model/result.ts";
import { defaultSettings, type Settings } from "../../model/settings.ts";
import { parseSettings } from "../../model/settingsSchema.ts";
import { readText } from "../../workspace/files.ts";
import { parseJsonc } from "./jsonc.ts";

const section = "graphlet";
const maxSettingsBytes = 1_000_000;

/**
 * The settings `graphlet.*` of a file as VS Code writes it (`.vscode/settings.json`). The error is one line: which file, what is wrong,
 * what to do.
 */
export async function readSettings(path: string): Promise<Result<Settings, string>> {
  const name = relative("", path);
  const read = await readText(path, maxSettingsBytes);
  if (!read) return err(`${name}: cannot be read. Check the path, or name another file with --settings.`);
  const json = parseJsonc(read.text);
  if (!json.ok)
    return err(`${name}: not readable as JSON (${json.error}). Mend it, or name another file with --settings.`);
  const { settings, problems } = parseSettings(sectionOf(json.value), defaultSettings);
  const [problem] = problems;
  // Without an editor there is no value before: what does not fit would be left out unseen.
  if (problem !== undefined) return err(`${name}: ${problem.replace(/\. The value before stays in use\.$/, ".")}`);
  return ok(settings);
}

/** What stands under `graphlet` in settings whose keys are paths (`graphlet.lens.enabled`), objects, or both. */
function sectionOf(settings: unknown): unknown {
  if (!isRecord(settings)) return {};
  const root = emptyRecord();
  for (const [key, value] of Object.entries(settings)) {
    const [head, ...path] = key.split(".");
    if (head === section) put(root, path, value);
  }
  return root;
}

function put(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) {
    if (isRecord(value)) for (const [key, inner] of Object.entries(value)) put(root, key.split("."), inner);
    return;
  }
  if (rest.length === 0) {
    root[head] = value;
    return;
  }
  const inner = root[head];
  const record = isRecord(inner) ? inner : emptyRecord();
  root[head] = record;
  put(record, rest, value);
}

/** Without a prototype: `__proto__` is a key like others. */
const emptyRecord = (): Record<string, unknown> => Object.create(null) as Record<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
