import { operatorKinds } from "./kinds.ts";
import { defaultSettings, type Settings, severities } from "./settings.ts";

/** What one setting takes. */
export type SettingType =
  | { readonly type: "boolean" }
  | { readonly type: "string" }
  | { readonly type: "integer"; readonly minimum: number; readonly maximum: number }
  | { readonly type: "number"; readonly minimum: number; readonly maximum: number }
  | { readonly type: "enum"; readonly values: readonly string[] }
  /** An object of texts; with `values` only those. */
  | { readonly type: "map"; readonly values: readonly string[] | null };

const severity: SettingType = { type: "enum", values: severities };
const percent: SettingType = { type: "number", minimum: 0, maximum: 100 };
const integer = (minimum: number, maximum: number): SettingType => ({ type: "integer", minimum, maximum });

/** Every setting by its key below `graphlet.`; the manifest is held to this by a test. */
export const settingsSchema: Readonly<Record<string, SettingType>> = {
  operatorKinds: { type: "map", values: operatorKinds },
  costProperty: { type: "string" },
  traces: { type: "map", values: null },
  "lens.enabled": { type: "boolean" },
  "hover.runs": integer(1, 50),
  "diagnostics.unpushedModels": severity,
  "diagnostics.deadTrainer": severity,
  "diagnostics.redundantTrainer": severity,
  "diagnostics.failingNode": severity,
  "diagnostics.retrainWithoutChange": severity,
  "diagnostics.repeatedWork": severity,
  "diagnostics.overlappingWindows": severity,
  "diagnostics.lateValidation": severity,
  "diagnostics.unusedOutput": severity,
  "diagnostics.driftFromTrace": severity,
  "diagnostics.likelyUnpushed": severity,
  "diagnostics.definitionProblems": severity,
  "unpushedModels.window": integer(1, 1000),
  "unpushedModels.minimum": integer(1, 1000),
  "failingNode.window": integer(1, 1000),
  "failingNode.minimum": integer(1, 1000),
  "retrainWithoutChange.window": integer(1, 1000),
  "retrainWithoutChange.minimum": integer(1, 1000),
  "repeatedWork.window": integer(2, 1000),
  "repeatedWork.minimum": integer(1, 1000),
  "repeatedWork.percent": percent,
  "overlappingWindows.window": integer(1, 1000),
  "overlappingWindows.minimum": integer(1, 1000),
  "overlappingWindows.percent": percent,
  "lateValidation.window": integer(2, 1000),
  "lateValidation.minimum": integer(1, 1000),
  "lateValidation.afterPercent": percent,
  "lateValidation.signalPercent": percent,
  "unusedOutput.minimum": integer(1, 1000),
  "driftFromTrace.runs": integer(1, 50),
  "likelyUnpushed.minimum": integer(20, 1000),
  "likelyUnpushed.keptPercent": percent,
  "graph.maxNodes": integer(10, 20_000),
  "graph.layoutDeadline": { type: "number", minimum: 1, maximum: 120 },
  "graph.select": { type: "string" },
  databasePollSeconds: { type: "number", minimum: 0, maximum: 86_400 },
  staleAfterDays: { type: "number", minimum: 0, maximum: 36_500 },
};

/** Value of a setting by its key below `graphlet.`. */
export function settingAt(settings: Settings, key: string): unknown {
  return valueAt(settings, key);
}

/**
 * Settings from what a client sent for the section `graphlet`. A value that does not fit keeps the last good one and is told in a
 * sentence; what is absent has its default; unknown keys are left alone.
 */
export function parseSettings(
  raw: unknown,
  lastGood: Settings = defaultSettings,
): { readonly settings: Settings; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const root: Record<string, unknown> = {};
  for (const [key, type] of Object.entries(settingsSchema)) {
    const given = valueAt(raw, key);
    let value: unknown = valueAt(defaultSettings, key);
    if (given !== undefined && given !== null) {
      const problem = misfit(given, type);
      if (problem === null) value = given;
      else {
        value = valueAt(lastGood, key);
        problems.push(`graphlet.${key} ${problem}. The value before stays in use.`);
      }
    }
    setAt(root, key.split("."), value);
  }
  // Every key of the schema is set to a checked value, and a test holds the schema to the type.
  return { settings: root as unknown as Settings, problems };
}

function misfit(value: unknown, type: SettingType): string | null {
  switch (type.type) {
    case "boolean":
      return typeof value === "boolean" ? null : "must be true or false";
    case "string":
      return typeof value === "string" ? null : "must be a text";
    case "integer":
    case "number": {
      const fits =
        typeof value === "number" &&
        value >= type.minimum &&
        value <= type.maximum &&
        (type.type === "number" || Number.isInteger(value));
      return fits
        ? null
        : `must be ${type.type === "number" ? "a" : "a whole"} number from ${type.minimum} to ${type.maximum}`;
    }
    case "enum":
      return typeof value === "string" && type.values.includes(value)
        ? null
        : `must be one of ${type.values.join(", ")}`;
    case "map": {
      if (!isRecord(value)) return "must be an object";
      const { values } = type;
      const misfits = Object.entries(value).filter(
        ([, text]) => typeof text !== "string" || (values !== null && !values.includes(text)),
      );
      if (misfits.length === 0) return null;
      const names = misfits.map(([name]) => `"${name}"`).join(", ");
      return values === null ? `must have a text for ${names}` : `must have one of ${values.join(", ")} for ${names}`;
    }
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function valueAt(root: unknown, key: string): unknown {
  let value = root;
  for (const part of key.split(".")) {
    if (!isRecord(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function setAt(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    root[head] = value;
    return;
  }
  const inner = root[head];
  const record: Record<string, unknown> = isRecord(inner) ? inner : {};
  root[head] = record;
  setAt(record, rest, value);
}
