import { instantiate } from "../tfxPython/calls.ts";
import { optionsOf, textOfValue, unknown } from "../tfxPython/choices.ts";
import type { Given } from "../tfxPython/given.ts";
import type { Machine } from "../tfxPython/machine.ts";
import type { ClassValue, Value } from "../tfxPython/values.ts";
import type { Call } from "./call.ts";
import { unknownComponent } from "./loaded.ts";
import { sdkName } from "./paths.ts";
import { channelsIn, kfpOf } from "./special.ts";
import { makeTask } from "./tasks.ts";
import type { Component } from "./values.ts";

/** The first version's tasks, of an image or another resource. Volumes that other tasks hand on make an order. */
export function firstTask({ state, machine, frame, call }: Call, kind: string, given: Given): Value {
  const read = kind === "ContainerOp" ? /^(?:arguments|command)$/ : /^(?:k8s_resource|resource_name|size|pvc|volume)$/;
  const inputs = given.all.filter(({ name }) => name !== null && read.test(name));
  const made = makeTask(state, machine, frame, containerOp(machine, given, kind), inputs, call);
  const own = kfpOf(made);
  if (own?.kind === "task") own.task.looksAt.push(...channelsIn(machine, given.find("pvolumes") ?? unknown).channels);
  return made;
}

/** The first version's task of an image: its name, and the files that it writes. */
function containerOp(machine: Machine, given: Given, kind: string): Component {
  const name = textOfValue(given.find("name", 0) ?? unknown) ?? kind.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
  const files = given.find("file_outputs");
  const content = files?.type === "mapping" ? machine.heap.get(files.id) : undefined;
  const keys = content?.type === "mapping" ? [...content.entries.keys()] : [];
  return {
    ...unknownComponent(name),
    title: name,
    outputs: keys.map((key) => ({ key, carries: "parameter", type: null, optional: false, place: null })),
  };
}

/** A call of a class that derives from such a task: its constructor says the rest (`super().__init__(name=…, image=…)`). Null for another class. */
export function derivedTask(of: Call, value: ClassValue): Value | null {
  const { state, machine, frame, given } = of;
  const kind = baseOf(value, 0);
  if (kind === null) return null;
  state.asked.push(given);
  instantiate(machine, frame, value, given.all);
  return firstTask(of, kind, state.asked.pop() ?? given);
}

const maxDepth = 10;

/** The kind of task that a class derives from. */
function baseOf({ bases }: ClassValue, depth: number): string | null {
  for (const base of bases.flatMap(optionsOf)) {
    const name = base.type === "class" && depth < maxDepth ? baseOf(base, depth + 1) : sdkName(base);
    if (name !== null && /^(?:ContainerOp|ResourceOp|VolumeOp|VolumeSnapshotOp)$/.test(name)) return name;
  }
  return null;
}
