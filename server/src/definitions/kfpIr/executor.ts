import type { DefinitionLink, NodeArgument } from "../../model/definition.ts";
import type { KfpStep } from "../../model/kfpKind.ts";
import { imageLink, uriLink } from "../links.ts";
import { innerSpan, itemsOf, type YamlEntry, type YamlNode, type YamlScalar } from "../yaml/tree.ts";
import { wordsOf } from "../yaml/words.ts";
import { field, fieldAt, fieldEntry, textField } from "./fields.ts";
import type { Spec } from "./spec.ts";

/** What runs a component. */
export interface Executor {
  readonly sort: KfpStep["executor"];
  readonly image: YamlScalar | null;
  /** The class that TFX runs (`tfx.components.trainer.executor.Executor`). */
  readonly tfxClass: string | null;
  readonly arguments: readonly NodeArgument[];
  readonly links: readonly DefinitionLink[];
}

const none: Executor = { sort: "other", image: null, tfxClass: null, arguments: [], links: [] };

/** Executors of nodes: one that a text's next version takes over stands where it stood. */
const known = new WeakMap<YamlNode, Executor>();

export function executorOf(spec: Spec, label: string | null): Executor {
  const value = (label === null ? undefined : spec.executors.get(label))?.value ?? null;
  if (!value) return none;
  const before = known.get(value);
  if (before) return before;
  const executor = newExecutor(spec, value);
  known.set(value, executor);
  return executor;
}

function newExecutor(spec: Spec, value: YamlNode): Executor {
  const importer = field(value, "importer");
  if (importer) return importerOf(spec, importer);
  if (field(value, "resolver")) return { ...none, sort: "resolver" };
  const container = field(value, "container") ?? customContainer(value);
  const image = textField(container, "image") ?? textField(container, "imageUri");
  const entries = ["image", "imageUri", "command", "args", "resources", "env"].map((name) =>
    fieldEntry(container, name),
  );
  const link = image && imageLink(image.text);
  return {
    sort: container ? "container" : "other",
    image,
    tfxClass: tfxClassOf(field(container, "args")),
    arguments: entries.flatMap((entry) => (entry ? argumentOf(spec, entry) : [])),
    links:
      image && link ? [{ location: spec.locate(innerSpan(image)), target: link, title: "Open the image's page" }] : [],
  };
}

/** Vertex AI's custom jobs name their container in the first pool. */
const customContainer = (executor: YamlNode): YamlNode | null =>
  field(itemsOf(fieldAt(executor, "customJob", "customJob", "workerPoolSpecs"))[0] ?? null, "containerSpec");

function importerOf(spec: Spec, importer: YamlNode): Executor {
  const uri = field(importer, "artifactUri");
  const constant = textField(uri, "constant") ?? textField(field(uri, "constantValue"), "stringValue");
  const target = constant && uriLink(constant.text);
  const entries = ["artifactUri", "reimport", "metadata"].map((name) => fieldEntry(importer, name));
  return {
    ...none,
    sort: "importer",
    arguments: entries.flatMap((entry) => (entry ? argumentOf(spec, entry) : [])),
    links:
      constant && target ? [{ location: spec.locate(innerSpan(constant)), target, title: "Open the artifact" }] : [],
  };
}

/** An entry as an argument of a node; lists of words as a line. */
export function argumentOf(spec: Spec, { key, value }: YamlEntry): NodeArgument {
  return { name: key.text, text: wordsOf(value), location: spec.locate(value) };
}

function tfxClassOf(args: YamlNode | null): string | null {
  const words = itemsOf(args);
  const at = words.findIndex((word) => word.kind === "scalar" && word.text === "--executor_class_path");
  const named = at < 0 ? undefined : words[at + 1];
  return named?.kind === "scalar" ? named.text : null;
}
