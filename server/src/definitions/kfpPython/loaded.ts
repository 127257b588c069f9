import { textOfValue, unknown } from "../tfxPython/choices.ts";
import { givenOf } from "../tfxPython/given.ts";
import { sequenceOf } from "../tfxPython/heap.ts";
import { ask, placeOf } from "../tfxPython/machine.ts";
import { decoded } from "../tfxPython/paths.ts";
import type { GivenArgument, Made, Value } from "../tfxPython/values.ts";
import type { Call } from "./call.ts";
import { readComponent } from "./componentFiles.ts";
import type { Component } from "./values.ts";

/** The component that a function of the SDK loads (`load_component_from_file` and the like); null for any other function. */
export function loadedComponent(of: Call, name: string): Component | null {
  const { given } = of;
  const file = given.argument("file_path") ?? given.argument("filename", name.endsWith("_file") ? 0 : undefined);
  const text = given.find("text", name.endsWith("_text") ? 0 : undefined);
  switch (name) {
    case "load_component_from_file":
      return fileComponent(of, file);
    case "load_component_from_text":
      return textComponent(text);
    case "load_component_from_url":
      return urlComponent(of, given.argument("url", 0));
    case "load_component":
      if (file) return fileComponent(of, file);
      return text ? textComponent(text) : urlComponent(of, given.argument("url", 0));
    default:
      return null;
  }
}

/**
 * The component that a store of the SDK's first version loads by its name (`ComponentStore(…).load_component('bigquery/query')`): that in
 * its folders, else one of which only the name is known. Null for any other method.
 */
export function storedComponent(of: Call, { path: callee }: Made): Component | null {
  const [, name] = /\bComponentStore\.(\w+)$/.exec(callee ?? "") ?? [];
  if (name === undefined) return null;
  const path = textOfValue(of.given.find("name", 0) ?? unknown);
  if (name !== "load_component" || path === null) return loadedComponent(of, name);
  const { state, machine, frame, call } = of;
  const object = call.callee.type === "attribute" ? call.callee.object : null;
  const store = object?.type === "name" ? machine.evaluate(frame, object) : unknown;
  const folders = givenOf(store.type === "made" ? store.made.arguments : []).find("local_search_paths", 0);
  const paths = folders?.type === "sequence" ? sequenceOf(machine, folders).items : [];
  for (const { value } of paths) {
    const folder = textOfValue(value);
    const file = folder === null ? null : state.readFile(frame.source.uri, `${folder}/${path}/component.yaml`);
    const component = file && readComponent(file.text);
    if (!component) continue;
    state.files.add(file.uri);
    return component;
  }
  ask(machine, "not-determined", notFetched, placeOf(frame, call));
  return unknownComponent(path.replaceAll("/", "-"));
}

/** Stands for the name of a component that nothing tells; its variable gives it one. */
export const unnamed = "component";

/** A component of which only the name is known. */
export const unknownComponent = (name: string): Component => ({
  name,
  title: name,
  inputs: null,
  outputs: null,
  outputsOpen: true,
  operatorKind: null,
  isImporter: false,
  function: null,
  pipeline: null,
});

/** The component in a file beside the one that loads it, or in the folder that the path starts from. */
function fileComponent({ state, machine, frame }: Call, filename: GivenArgument | undefined): Component {
  const path = textOfValue(filename?.value ?? unknown);
  const file = path === null ? null : state.readFile(frame.source.uri, path.replace(/^\.\//, ""));
  if (file) state.files.add(file.uri);
  const component = file && readComponent(file.text);
  if (component) return component;
  if (filename) {
    const message =
      "This component file could not be found and read, so that its name, inputs and outputs are not known.";
    ask(machine, "not-determined", message, filename.place);
  }
  return unknownComponent(urlName(path));
}

const notFetched =
  "Component files are not fetched: the name is that of the address, and outputs are those that are used.";

/** Nothing is fetched: the address tells a name, at most. */
function urlComponent({ machine }: Call, url: GivenArgument | undefined): Component {
  if (url) ask(machine, "not-determined", notFetched, url.place);
  return unknownComponent(urlName(textOfValue(url?.value ?? unknown)));
}

function textComponent(text: Value | undefined): Component {
  const written = textOfValue(text ?? unknown);
  return (written === null ? null : readComponent(written)) ?? unknownComponent(unnamed);
}

/** `…/components/train/component.yaml` → `train` */
function urlName(url: string | null): string {
  const parts = decoded(url ?? "").split("/");
  const file = (parts.at(-1) ?? "").replace(/\.ya?ml.*$/, "");
  return (file === "component" ? parts.at(-2) : file) || unnamed;
}
