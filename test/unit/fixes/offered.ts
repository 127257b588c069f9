import { expect } from "vitest";
import { parseDefinition } from "../../../server/src/definitions/index.ts";
import type { FindingCode } from "../../../server/src/model/finding.ts";
import type { FileEdits, Fix, FixInput } from "../../../server/src/waste/fixes/fix.ts";
import { fixesFor } from "../../../server/src/waste/fixes/index.ts";
import { offerOf } from "../../../server/src/waste/fixes/offer.ts";
import { hostOf } from "../definitions/helpers.ts";
import { withEdits } from "./checkFix.ts";

const folder = "file:///project/";

/** Files of a project, of which the first defines the pipeline. */
export type Files = Readonly<Record<string, string>>;

/** What a fix is asked on a node of the first pipeline of files; no id: on the pipeline. */
export function inputFor(files: Files, code: FindingCode, id: string | null, subject: string | null = null): FixInput {
  const [path = ""] = Object.keys(files);
  const definition = parseDefinition(folder + path, files[path] ?? "", hostOf(files));
  const [pipeline] = definition?.pipelines ?? [];
  if (!definition || !pipeline) throw new Error("no pipeline");
  const node = pipeline.nodes.find((one) => one.id === id) ?? null;
  if (id !== null && !node) throw new Error(`no node ${id}`);
  return { definition, pipeline, code, node, subject, readText: (uri) => files[uri.slice(folder.length)] ?? null };
}

/** Titles of the fixes that are offered, a reason in brackets behind those that are refused; the comment that silences is left out. */
export const offered = (files: Files, code: FindingCode, id: string | null, subject: string | null = null): string[] =>
  fixesFor(code)
    .filter((fix) => fix.id !== "ignore")
    .flatMap((fix) => offerOf(fix, inputFor(files, code, id, subject)) ?? [])
    .map((offer) => (offer.ok ? offer.value.title : `${offer.error.title} (${offer.error.reason})`));

/** The files after edits. */
export function edited(files: Files, edits: FileEdits): Files {
  const after: Record<string, string> = { ...files };
  for (const [uri, changes] of edits) {
    const path = uri.slice(folder.length);
    after[path] = withEdits(files[path] ?? "", changes);
  }
  return after;
}

/** The first file after a fix that must be offered; the light bulb asks before the edit is made. */
export function fixed(
  fix: Fix,
  files: Files,
  code: FindingCode,
  id: string | null,
  subject: string | null = null,
): string {
  const input = inputFor(files, code, id, subject);
  const offer = offerOf(fix, input);
  const edits = fix.edits(input);
  if (!offer?.ok) throw new Error(offer?.error.reason ?? "not offered");
  if (!edits.ok) throw new Error(edits.error);
  const [path = ""] = Object.keys(files);
  const after = edited(files, edits.value);
  expect(after).not.toEqual(files);
  return after[path] ?? "";
}

export const tfxImport = "from tfx import v1 as tfx\nfrom tfx.components import *\n";
