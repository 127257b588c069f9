import { type CancelToken, throwIfCancelled } from "../../model/cancel.ts";
import type { ExecutionState } from "../../model/kinds.ts";
import { kindOverride } from "../../model/operatorKind.ts";
import type { Trace } from "../../model/trace.ts";
import { timeOf } from "../isoTime.ts";
import { at, listOf, textOf } from "../readDocument.ts";
import type { ReadOptions } from "../reader.ts";
import { createRecorder } from "../recorder.ts";

const states: Readonly<Record<string, ExecutionState>> = {
  CompletedActionStatus: "complete",
  FailedActionStatus: "failed",
  ActiveActionStatus: "running",
  PotentialActionStatus: "new",
};

/** What a run may be: it makes, starts or changes something. */
const actionTypes: ReadonlySet<string> = new Set(["CreateAction", "ActivateAction", "UpdateAction"]);

const typesOf = (entity: unknown): readonly string[] => listOf(at(entity, "@type")).map(textOf);
const idOf = (value: unknown): string => textOf(at(value, "@id")) || textOf(value);
const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf("#")) + 1);

/**
 * A trace of a Workflow Run RO-Crate: each action that made, started or changed something is an execution of its instrument, what it took and made are artifacts. The action of the
 * workflow as a whole costs nothing where its steps are there, too. As for PROV, nothing is judged.
 */
export function crateTrace(document: unknown, options: ReadOptions, token: CancelToken): Trace {
  const entities = new Map<string, unknown>();
  for (const entity of listOf(at(document, "@graph"))) entities.set(idOf(entity), entity);
  throwIfCancelled(token);
  const root = entities.get("./") ?? entities.get(idOf(at(descriptorIn(entities), "about")));
  const workflow = idOf(at(root, "mainEntity"));
  const pipeline = textOf(at(entities.get(workflow), "name")) || textOf(at(root, "name")) || "workflow";
  const actions = [...entities.values()].filter((entity) =>
    typesOf(entity).some((type) => actionTypes.has(lastPart(type))),
  );
  const whole = actions.find((action) => idOf(at(action, "instrument")) === workflow);
  const recorder = createRecorder();
  const override = kindOverride(options.operatorKinds);
  const run = whole ? idOf(whole) : "run";
  recorder.run(pipeline, run);
  const artifact = (id: string): void => {
    if (id === "" || recorder.hasArtifact(id)) return;
    const entity = entities.get(id);
    const hash = ["sha256", "sha1", "sha512", "md5"].map((name) => textOf(at(entity, name))).find((one) => one !== "");
    recorder.artifact({
      id,
      type: typesOf(entity).join(", ") || "Thing",
      kind: "other",
      uri: id,
      name: textOf(at(entity, "name")) || lastPart(id.replace(/\/$/, "")) || id,
      content: hash ?? null,
      createdAt: timeOf(at(entity, "dateCreated")),
    });
  };
  for (const action of actions) {
    const id = idOf(action);
    const instrument = idOf(at(action, "instrument"));
    const node =
      textOf(at(entities.get(instrument), "name")) || lastPart(instrument) || textOf(at(action, "name")) || id;
    const startedAt = timeOf(at(action, "startTime"));
    const updatedAt = timeOf(at(action, "endTime"));
    const status = lastPart(idOf(at(action, "actionStatus")));
    const state = states[status] ?? (at(action, "error") !== undefined ? "failed" : "complete");
    recorder.execution({
      id,
      type: instrument || "CreateAction",
      node,
      kind: override(node, instrument) ?? "other",
      guessed: false,
      state,
      pipeline,
      run,
      startedAt,
      updatedAt,
      ...(action === whole && actions.length > 1 ? { cost: 0 } : {}),
      code: null,
      parameters: null,
    });
    for (const object of listOf(at(action, "object")).map(idOf)) {
      artifact(object);
      recorder.reads(id, object, keyOf(entities, object));
    }
    for (const result of listOf(at(action, "result")).map(idOf)) {
      artifact(result);
      recorder.writes(id, result, keyOf(entities, result));
    }
  }
  return recorder.finish({ kind: "ro-crate", schemaVersion: null }, { contexts: 1 });
}

/** The entity that stands for the file itself; version 1.0 calls it `.jsonld`, and its id may be an address. */
const descriptorIn = (entities: ReadonlyMap<string, unknown>): unknown =>
  [...entities].find(([id]) => /(?:^|\/)ro-crate-metadata\.json(?:ld)?$/.test(id))?.[1];

/** The formal parameter that a thing stands for, by its name. */
function keyOf(entities: ReadonlyMap<string, unknown>, id: string): string {
  const [example] = listOf(at(entities.get(id), "exampleOfWork")).map(idOf);
  return example === undefined ? "" : textOf(at(entities.get(example), "name")) || lastPart(example);
}
