import { constant, unknown } from "./choices.ts";
import type { Given } from "./given.ts";
import { textual } from "./given.ts";
import { sequenceOf } from "./heap.ts";
import type { MethodCall } from "./methodCall.ts";
import { joinPaths } from "./paths.ts";
import type { Value } from "./values.ts";

const textChanges: Readonly<Record<string, (text: string, given: Given) => string | null>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text, given) => (given.all.length === 0 ? text.trim() : null),
  replace: (text, given) => {
    const [from, to] = [textual(given.at(0)), textual(given.at(1))];
    return from === null || to === null || from === "" ? null : text.replaceAll(from, to);
  },
  rstrip: (text, given) => (given.all.length === 0 ? text.trimEnd() : null),
  lstrip: (text, given) => (given.all.length === 0 ? text.trimStart() : null),
  joinpath: (text, given) => {
    const parts = given.positional.map(textual);
    return parts.every((part) => part !== null) ? joinPaths([text, ...parts]) : null;
  },
  as_posix: (text) => text,
  resolve: (text) => text,
  absolute: (text) => text,
  expanduser: (text) => text,
  format: formatted,
};

/** What a method of a text gives; null where it is none that is known. */
export function textMethod(text: string, { machine, name, given, place }: MethodCall): Value | null {
  if (name === "join") {
    const [list] = given.positional;
    if (list?.type !== "sequence") return unknown;
    const { items, open } = sequenceOf(machine, list);
    const parts = items.map((item) => textual(item.value));
    return !open && parts.every((part) => part !== null) ? constant(parts.join(text), place) : unknown;
  }
  if (name === "startswith" || name === "endswith") {
    const part = textual(given.at(0));
    if (part === null) return unknown;
    return constant(name === "startswith" ? text.startsWith(part) : text.endsWith(part));
  }
  const change = Object.hasOwn(textChanges, name) ? textChanges[name] : undefined;
  if (!change) return null;
  const changed = change(text, given);
  return changed === null ? unknown : constant(changed, place);
}

/** `'{}-{name}'.format(…)` without format specifications; null where a part is not known. */
function formatted(text: string, given: Given): string | null {
  let next = 0;
  let known = true;
  const result = text.replace(/\{\{|\}\}|\{([^{}]*)\}/g, (all, field: string | undefined) => {
    if (field === undefined) return all[0] ?? "";
    const key = field === "" ? String(next++) : field;
    const value = /^\d+$/.test(key) ? given.at(Number(key)) : (given.find(key) ?? unknown);
    const part = textual(value);
    known &&= part !== null;
    return part ?? "";
  });
  return known ? result : null;
}
