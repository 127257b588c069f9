import { textOfValue, unknown } from "../tfxPython/choices.ts";
import { ask } from "../tfxPython/machine.ts";
import { decoded } from "../tfxPython/paths.ts";
import type { GivenArgument, Value } from "../tfxPython/values.ts";
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

/** Nothing is fetched: the address tells a name, at most. */
function urlComponent({ machine }: Call, url: GivenArgument | undefined): Component {
  if (url) {
    const message =
      "Component files are not fetched: the name is that of the address, and outputs are those that are used.";
    ask(machine, "not-determined", message, url.place);
  }
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
