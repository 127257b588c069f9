import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { timeOf } from "../isoTime.ts";
import { at, fieldsOf, listOf, textOf } from "../readDocument.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";

/** A relation's records: a key may stand for one or for a list of them. */
function* records(document: unknown, relation: string): Iterable<unknown> {
  for (const value of Object.values(fieldsOf(at(document, relation)))) yield* listOf(value);
}

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
  const override = kindOverride(options.operatorKinds);
  const started = new Map<string, number>();
  const ended = new Map<string, number>();
  const plans = new Map<string, string>();
  for (const record of records(document, "wasStartedBy")) {
    keep(started, nameIn(record, "prov:activity"), timeOf(at(record, "prov:time")));
  }
  for (const record of records(document, "wasEndedBy")) {
    keep(ended, nameIn(record, "prov:activity"), timeOf(at(record, "prov:time")));
  }
  for (const record of records(document, "wasAssociatedWith")) {
    const plan = nameIn(record, "prov:plan");
    if (plan !== "") plans.set(nameIn(record, "prov:activity"), plan);
  }
  throwIfCancelled(token);
  for (const [id, value] of Object.entries(fieldsOf(at(document, "activity")))) {
    const [record] = listOf(value);
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
  for (const [id, value] of Object.entries(fieldsOf(at(document, "entity")))) {
    const [record] = listOf(value);
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
  for (const record of records(document, "used")) {
    recorder.reads(nameIn(record, "prov:activity"), nameIn(record, "prov:entity"), roleOf(record));
  }
  for (const record of records(document, "wasGeneratedBy")) {
    recorder.writes(nameIn(record, "prov:activity"), nameIn(record, "prov:entity"), roleOf(record));
  }
  return recorder.finish({ kind: "prov", schemaVersion: null });
}

const roleOf = (record: unknown): string => shortName(nameIn(record, "prov:role"));

function keep(times: Map<string, number>, id: string, time: number): void {
  if (id !== "" && !Number.isNaN(time)) times.set(id, time);
}

const firstKnown = (first: number | undefined, second: number): number => first ?? second;
