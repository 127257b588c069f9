import type { CodeAction, Diagnostic } from "vscode-languageserver-types";
import type { Definition, DefinitionNode, PipelineDefinition } from "../model/definition.ts";
import { type FindingCode, findingCodes } from "../model/finding.ts";
import type { Fix } from "../waste/fixes/fix.ts";
import { fixes } from "../waste/fixes/index.ts";

/** What a diagnostic carries for its quick fixes. */
export interface DiagnosticData {
  readonly code: FindingCode;
  /** Index of the pipeline in its definition: names may be missing, or the same twice. */
  readonly at: number;
  readonly pipeline: string | null;
  readonly node: string | null;
  readonly subject: string | null;
}

/** What an action carries until its edit is asked for. */
export interface ActionData extends DiagnosticData {
  /** Id of a fix. */
  readonly fix: string;
  /** URI of the definition. */
  readonly uri: string;
}

/** The data of a diagnostic of ours; it went to the editor and back, so it is looked at before it is believed. */
export const diagnosticData = ({ data }: Diagnostic): DiagnosticData | null => findingOf(data);

/** Data of an action that came back from the editor; null where it is not ours. */
export function actionData({ data }: CodeAction): ActionData | null {
  const finding = findingOf(data);
  if (!finding || !isRecord(data)) return null;
  const { fix, uri } = data;
  return typeof fix === "string" && typeof uri === "string" ? { ...finding, fix, uri } : null;
}

function findingOf(data: unknown): DiagnosticData | null {
  if (!isRecord(data)) return null;
  const { code, at, pipeline, node, subject } = data;
  const known = findingCodes.find((one) => one === code);
  if (known === undefined || typeof at !== "number") return null;
  if (!isTextOrNull(pipeline) || !isTextOrNull(node) || !isTextOrNull(subject)) return null;
  return { code: known, at, pipeline, node, subject };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === "string";

/** The fix with an id. */
export const fixWith = (id: string): Fix | undefined => fixes.find((fix) => fix.id === id);

/** What a finding is about, in the definition as it is now; null where that is no longer there. */
export function placeOf(
  { pipelines }: Definition,
  { at, pipeline, node }: DiagnosticData,
): { readonly pipeline: PipelineDefinition; readonly node: DefinitionNode | null } | null {
  const found = pipelines[at];
  if (!found || found.name !== pipeline) return null;
  if (node === null) return { pipeline: found, node: null };
  const about = found.nodes.find(({ id }) => id === node);
  return about ? { pipeline: found, node: about } : null;
}
