import { type CodeAction, CodeActionKind, type Diagnostic, type TextDocumentEdit } from "vscode-languageserver-types";
import type { FindingCode } from "../model/finding.ts";
import { dropTrainer, planDropTrainer } from "../waste/fixes/dropTrainer.ts";
import type { DiagnosticData } from "./diagnosticsOf.ts";
import type { PipelineReport } from "./report.ts";

/** What an action carries until its edit is asked for. */
export interface ActionData {
  readonly fix: "drop-trainer";
  /** URI of the definition that the node belongs to. */
  readonly uri: string;
  readonly pipeline: string | null;
  readonly node: string;
}

const dropped: ReadonlySet<FindingCode> = new Set(["dead-trainer", "redundant-trainer"]);

/**
 * The quick fixes for diagnostics of one pipeline, without their edits. One that cannot be made safely is disabled and says
 * why. Diagnostics that are not ours, or of another pipeline, have none.
 */
export function actionsOf(report: PipelineReport, diagnostics: readonly Diagnostic[]): readonly CodeAction[] {
  const { definition, pipeline } = report;
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    const data = dataOf(diagnostic);
    if (!data || data.node === null || !dropped.has(data.code) || data.pipeline !== pipeline.name) continue;
    if (!pipeline.nodes.some(({ id }) => id === data.node)) continue;
    const { node } = data;
    const before = actions.get(node);
    if (before) {
      before.diagnostics?.push(diagnostic);
      continue;
    }
    const plan = planDropTrainer(definition, pipeline, node);
    const action: ActionData = { fix: "drop-trainer", uri: definition.uri, pipeline: pipeline.name, node };
    actions.set(node, {
      title: plan.ok ? plan.value.title : `Remove ${node}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      ...(plan.ok ? { data: action } : { disabled: { reason: plan.error } }),
    });
  }
  return [...actions.values()];
}

/** What editing needs to know of the documents. */
export interface EditHost {
  /** Text of a file or cell, as it is open, else as it is on the disk. */
  textOf(uri: string): string | null;
  /** Version of an open document, null where it is not open. */
  versionOf(uri: string): number | null;
  /** The editor shows annotations of changes. */
  readonly annotates: boolean;
}

/** The action with its edit; disabled with the reason where it cannot be made after all. */
export function resolvedAction(action: CodeAction, report: PipelineReport, host: EditHost): CodeAction {
  const data = actionData(action);
  if (!data) return action;
  const { definition, pipeline } = report;
  const plan = planDropTrainer(definition, pipeline, data.node);
  const edits = dropTrainer(definition, pipeline, data.node, (uri) => host.textOf(uri));
  if (!plan.ok) return { ...action, disabled: { reason: plan.error } };
  if (!edits.ok) return { ...action, disabled: { reason: edits.error } };
  const others = plan.value.drops.filter((id) => id !== data.node);
  const annotation = "drop";
  const annotated = host.annotates && others.length > 0;
  const documentChanges: TextDocumentEdit[] = [...edits.value].map(([uri, changes]) => ({
    textDocument: { uri, version: host.versionOf(uri) },
    edits: changes.map((edit) => ({ ...edit, ...(annotated ? { annotationId: annotation } : {}) })),
  }));
  const changeAnnotations = {
    [annotation]: { label: action.title, description: `Also removed: ${others.join(", ")}`, needsConfirmation: false },
  };
  return { ...action, edit: { documentChanges, ...(annotated ? { changeAnnotations } : {}) } };
}

/** The data of a diagnostic of ours; it went to the editor and back, so it is looked at before it is believed. */
function dataOf({ data }: Diagnostic): DiagnosticData | null {
  if (typeof data !== "object" || data === null || !("code" in data && "node" in data && "pipeline" in data))
    return null;
  const { code, node, pipeline } = data;
  if (typeof code !== "string" || (node !== null && typeof node !== "string")) return null;
  if (pipeline !== null && typeof pipeline !== "string") return null;
  return { code: code as FindingCode, node, pipeline };
}

/** Data of an action that came back from the editor; null where it is not ours. */
export function actionData({ data }: CodeAction): ActionData | null {
  if (
    typeof data !== "object" ||
    data === null ||
    !("fix" in data && "uri" in data && "node" in data && "pipeline" in data)
  ) {
    return null;
  }
  const { fix, uri, node, pipeline } = data;
  if (fix !== "drop-trainer" || typeof uri !== "string" || typeof node !== "string") return null;
  if (pipeline !== null && typeof pipeline !== "string") return null;
  return { fix, uri, node, pipeline };
}
