import type { Expression } from "../python/ast.ts";
import { textOfValue } from "../tfxPython/choices.ts";
import { mappingOf, sequenceOf } from "../tfxPython/heap.ts";
import { type Frame, type Machine, placeOf } from "../tfxPython/machine.ts";
import { lastName } from "../tfxPython/names.ts";
import type { ClassValue, Place, Value } from "../tfxPython/values.ts";
import { type Hint, hintOf, nameOf, plainHint } from "./annotations.ts";
import { topFrame } from "./frames.ts";

/** A field of a `NamedTuple`. */
export interface Field {
  readonly key: string;
  readonly hint: Hint;
  readonly place: Place;
}

/** The fields of a result that has several: a `NamedTuple` as a call, a class or a dictionary; null for any other result. */
export function fieldsOf(machine: Machine, frame: Frame, returns: Expression): readonly Field[] | null {
  if (returns.type === "call" && /^(?:NamedTuple|namedtuple)$/i.test(nameOf(returns.callee))) {
    return callFields(machine, frame, returns);
  }
  if (returns.type === "dictionary") {
    return returns.entries.flatMap(({ key, value }) =>
      key?.type === "string" && key.value !== null
        ? [{ key: key.value, hint: hintOf(machine, frame, value), place: placeOf(frame, key) }]
        : [],
    );
  }
  const value = machine.evaluate(frame, returns);
  if (value.type === "class" && value.bases.some(isNamedTuple)) return classFields(machine, value);
  if (value.type === "made" && /^namedtuple$/i.test(value.made.name)) return madeFields(machine, value.made.arguments);
  return null;
}

const isNamedTuple = (base: Value): boolean => base.type === "external" && lastName(base.path) === "NamedTuple";

/** `NamedTuple('Outputs', [('model', Model), …])`, `NamedTuple('Outputs', model=Model)` */
function callFields(machine: Machine, frame: Frame, call: Extract<Expression, { type: "call" }>): readonly Field[] {
  return call.arguments.slice(1).flatMap(({ name, nameSpan, value }): Field[] => {
    if (name !== null && name !== "fields" && nameSpan) {
      return [{ key: name, hint: hintOf(machine, frame, value), place: placeOf(frame, nameSpan) }];
    }
    if (value.type === "dictionary") return [...(fieldsOf(machine, frame, value) ?? [])];
    if (value.type !== "sequence") return [];
    return value.items.flatMap((item): Field[] => {
      if (item.type === "string" && item.value !== null) {
        return [{ key: item.value, hint: hintOf(machine, frame, null), place: placeOf(frame, item) }];
      }
      const [key, type = null] = item.type === "sequence" ? item.items : [];
      if (key?.type !== "string" || key.value === null) return [];
      return [{ key: key.value, hint: hintOf(machine, frame, type), place: placeOf(frame, key) }];
    });
  });
}

function classFields(machine: Machine, value: ClassValue): readonly Field[] {
  const frame: Frame = topFrame(value);
  return value.definition.body.statements.flatMap((statement): Field[] => {
    const [target] = statement.type === "assign" && statement.annotation ? statement.targets : [];
    if (target?.type !== "name" || statement.type !== "assign") return [];
    const hint = hintOf(machine, frame, statement.annotation);
    return [{ key: target.name, hint, place: placeOf(frame, target) }];
  });
}

/** `Outputs = NamedTuple('Outputs', …)`, used later by its name. */
function madeFields(
  machine: Machine,
  given: readonly { readonly name: string | null; readonly value: Value; readonly place: Place }[],
): readonly Field[] {
  return given.slice(1).flatMap(({ name, value, place }): Field[] => {
    if (name !== null && name !== "fields") return [{ key: name, hint: plainHint(value, ""), place }];
    if (value.type === "mapping") {
      return [...mappingOf(machine, value).entries].map(([key, entry]) => ({
        key,
        hint: plainHint(entry.value, ""),
        place: entry.place,
      }));
    }
    if (value.type !== "sequence") return [];
    return sequenceOf(machine, value).items.flatMap((item): Field[] => {
      const [key, type] = item.value.type === "sequence" ? sequenceOf(machine, item.value).items : [item];
      const text = key ? textOfValue(key.value) : null;
      return text === null
        ? []
        : [{ key: text, hint: plainHint(type?.value ?? { type: "unknown" }, ""), place: item.place }];
    });
  });
}
