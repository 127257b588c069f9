import { type CodeAction, CodeActionKind, type Diagnostic, type TextDocumentEdit } from "vscode-languageserver-types";
import { parsedTexts } from "../definitions/index.ts";
import type { Definition } from "../model/definition.ts";
import type { FileEdits, FixInput, ReadText } from "../waste/fixes/fix.ts";
import { fixesFor } from "../waste/fixes/index.ts";
import { offerOf } from "../waste/fixes/offer.ts";
import { type ActionData, actionData, type DiagnosticData, diagnosticData, fixWith, placeOf } from "./actionData.ts";

/** What editing needs to know of the documents. */
export interface EditHost {
  /** Text of a file or cell, as it is open, else as it is on the disk. */
  textOf(uri: string): string | null;
  /** Version of an open document, null where it is not open. */
  versionOf(uri: string): number | null;
  /** The editor shows annotations of changes. */
  readonly annotates: boolean;
}

/**
 * The quick fixes for diagnostics of one definition, without their edits. One that cannot be made safely is disabled and says
 * why. Diagnostics that are not ours have none; one action serves all that the same change cures.
 */
export function actionsOf(
  definition: Definition,
  diagnostics: readonly Diagnostic[],
  host: Pick<EditHost, "textOf">,
): readonly CodeAction[] {
  const actions = new Map<string, CodeAction>();
  for (const diagnostic of diagnostics) {
    const data = diagnosticData(diagnostic);
    const input = data && inputOf(definition, data, textsOf(definition, host));
    if (!data || !input) continue;
    for (const fix of fixesFor(data.code)) {
      const offer = offerOf(fix, input);
      if (!offer) continue;
      const { title } = offer.ok ? offer.value : offer.error;
      const key = JSON.stringify([fix.id, data.at, title]);
      const before = actions.get(key);
      if (before) {
        before.diagnostics?.push(diagnostic);
        continue;
      }
      const action: ActionData = { ...data, fix: fix.id, uri: definition.uri };
      actions.set(key, {
        title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        ...(offer.ok ? { data: action } : { disabled: { reason: offer.error.reason } }),
        ...(offer.ok && offer.value.preferred ? { isPreferred: true } : {}),
      });
    }
  }
  return [...actions.values()];
}

/** The action with its edit; disabled with the reason where it cannot be made after all. */
export function resolvedAction(action: CodeAction, definition: Definition, host: EditHost): CodeAction {
  const data = actionData(action);
  const fix = data && fixWith(data.fix);
  if (!fix) return action;
  const input = inputOf(definition, data, (uri) => host.textOf(uri));
  const offer = input && offerOf(fix, input);
  if (!offer) return { ...action, disabled: { reason: "The pipeline is no longer what this was offered for." } };
  if (!offer.ok) return { ...action, disabled: { reason: offer.error.reason } };
  const edits = fix.edits(input);
  if (!edits.ok) return { ...action, disabled: { reason: edits.error } };
  return { ...action, edit: workspaceEdit(edits.value, host, action.title, offer.value.touches) };
}

const inputOf = (definition: Definition, data: DiagnosticData, readText: ReadText): FixInput | null => {
  const place = placeOf(definition, data);
  return place && { definition, ...place, code: data.code, subject: data.subject, readText };
};

/** The texts that the definition was read from: what is offered rests on them. */
function textsOf(definition: Definition, host: Pick<EditHost, "textOf">): ReadText {
  const texts = parsedTexts(definition);
  return (uri) => texts?.get(uri) ?? host.textOf(uri);
}

/** Edits for the editor; what becomes of other nodes stands beside them where the editor shows such notes. */
export function workspaceEdit(
  edits: FileEdits,
  host: EditHost,
  label: string,
  touches: string | null,
): NonNullable<CodeAction["edit"]> {
  const annotation = "others";
  const annotated = host.annotates && touches !== null;
  const documentChanges: TextDocumentEdit[] = [...edits].map(([uri, changes]) => ({
    textDocument: { uri, version: host.versionOf(uri) },
    edits: changes.map((edit) => ({ ...edit, ...(annotated ? { annotationId: annotation } : {}) })),
  }));
  if (!annotated) return { documentChanges };
  return {
    documentChanges,
    changeAnnotations: { [annotation]: { label, description: touches, needsConfirmation: false } },
  };
}
