import type { Machine } from "../tfxPython/machine.ts";
import { topFrame } from "./frames.ts";
import { fitName } from "./names.ts";
import { kfpOf } from "./special.ts";
import { newGroup, type State } from "./state.ts";
import { makeTask } from "./tasks.ts";
import type { Component, Graph } from "./values.ts";

/** The graph of a component that is compiled by itself: one task, whose inputs come from outside. Null where it is no function of the text. */
export function graphOfOne(state: State, machine: Machine, component: Component): Graph | null {
  const { function: value } = component;
  if (value?.definition.type !== "function") return null;
  const { nameSpan: at } = value.definition;
  const callee = { type: "name", name: component.title, ...at } as const;
  const call = { type: "call", callee, arguments: [], closed: false, from: at.from, to: at.to } as const;
  const made = kfpOf(makeTask(state, machine, topFrame(value), component, [], call));
  if (made?.kind !== "task") return null;
  made.task.id = fitName(component.name) || "task";
  const root = newGroup("root", null);
  made.task.group = root;
  return { tasks: [made.task], root, outputs: new Map(), questions: [] };
}
