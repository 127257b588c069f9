import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { timeOf } from "../isoTime.ts";
import { at, fieldsOf, listOf, textOf } from "../readDocument.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";

/** What a document says, and what the bundles in it say: provenance of provenance, named like a document of their own. */
const partsOf = (document: unknown): readonly unknown[] => [
  document,
  ...Object.values(fieldsOf(at(document, "bundle"))).flatMap(listOf),
];

/** Records by their ids; a key may stand for one or for a list of them. */
function* entries(
  parts: readonly unknown[],
  relation: string,
): Iterable<readonly [id: string, records: readonly unknown[]]> {
  for (const part of parts) {
    for (const [id, value] of Object.entries(fieldsOf(at(part, relation)))) yield [id, listOf(value)];
  }
}

/** A relation's records. */
function* records(parts: readonly unknown[], relation: string): Iterable<unknown> {
  for (const [, found] of entries(parts, relation)) yield* found;
}

/** The record of an activity or entity; undefined where there is none. */
export const provRecord = (document: unknown, id: string): unknown =>
  partsOf(document)
    .flatMap((part) => listOf(at(part, "activity", id) ?? at(part, "entity", id)))
    .at(0);

/** A qualified name, also where it is written with its type. */
const nameIn = (record: unknown, key: string): string => {
  const value = at(record, key);
  return textOf(value) || textOf(at(value, "$"));
};

const shortName = (name: string): string =>
  name.slice(Math.max(...["/", "#", ":"].map((mark) => name.lastIndexOf(mark))) + 1);

/**
 * A trace of a W3C PROV-JSON document: activities are executions, entities artifacts. PROV does not say what a step is for: all are of kind other
 * unless the user's patterns say more, so that there are history and graph, and no judgement.
 */
export function provTrace(document: unknown, options: ReadOptions, token: CancelToken): Trace {
  const recorder = createRecorder();
  const parts = partsOf(document);
  const override = kindOverride(options.operatorKinds);
  const started = new Map<string, number>();
  const ended = new Map<string, number>();
  const plans = new Map<string, string>();
  for (const record of records(parts, "wasStartedBy")) {
    keep(started, nameIn(record, "prov:activity"), timeOf(at(record, "prov:time")));
  }
  for (const record of records(parts, "wasEndedBy")) {
    keep(ended, nameIn(record, "prov:activity"), timeOf(at(record, "prov:time")));
  }
  for (const record of records(parts, "wasAssociatedWith")) {
    const plan = nameIn(record, "prov:plan");
    if (plan !== "") plans.set(nameIn(record, "prov:activity"), plan);
  }
  throwIfCancelled(token);
  for (const [id, [record]] of entries(parts, "activity")) {
    const plan = plans.get(id) ?? "";
    const label = textOf(at(record, "prov:label")) || textOf(at(record, "prov:label", "$"));
    const node = plan === "" ? label || id : shortName(plan);
    const startedAt = firstKnown(started.get(id), timeOf(at(record, "prov:startTime")));
    const updatedAt = firstKnown(ended.get(id), timeOf(at(record, "prov:endTime")));
    recorder.execution({
      id,
      type: plan || "prov:Activity",
      node,
      kind: override(node, plan) ?? "other",
      guessed: false,
      state: Number.isNaN(updatedAt) ? "unknown" : "complete",
      pipeline: null,
      run: null,
      startedAt,
      updatedAt,
      code: null,
      parameters: null,
    });
  }
  for (const [id, [record]] of entries(parts, "entity")) {
    recorder.artifact({
      id,
      type: nameIn(record, "prov:type") || "prov:Entity",
      kind: "other",
      uri: id,
      name: textOf(at(record, "prov:label")) || shortName(id),
      content: /^(?:data|sha256|sha1):/.test(id) ? id : null,
      createdAt: Number.NaN,
    });
  }
  for (const record of records(parts, "used")) {
    recorder.reads(nameIn(record, "prov:activity"), nameIn(record, "prov:entity"), roleOf(record));
  }
  for (const record of records(parts, "wasGeneratedBy")) {
    recorder.writes(nameIn(record, "prov:activity"), nameIn(record, "prov:entity"), roleOf(record));
  }
  return recorder.finish({ kind: "prov", schemaVersion: null });
}

const roleOf = (record: unknown): string => shortName(nameIn(record, "prov:role"));

function keep(times: Map<string, number>, id: string, time: number): void {
  if (id !== "" && !Number.isNaN(time)) times.set(id, time);
}

const firstKnown = (first: number | undefined, second: number): number => first ?? second;
