import type { ClassStatement, Expression, FunctionStatement } from "../python/ast.ts";
import { optionsOf } from "./choices.ts";
import { componentBases, type StandardComponent, standardComponents } from "./componentTable.ts";
import { mappingOf } from "./heap.ts";
import type { Frame, Machine } from "./machine.ts";
import { isTfxPath, lastName } from "./names.ts";
import { newScope } from "./scope.ts";
import type { ClassValue, ComponentClass, Value } from "./values.ts";

/** Runs a class's body and says whether calling it makes a node. */
export function defineClass(machine: Machine, frame: Frame, definition: ClassStatement): ClassValue {
  const bases = definition.bases.filter(({ name }) => name === null).map(({ value }) => machine.evaluate(frame, value));
  const scope = newScope(frame.module, frame.scope, true);
  const inside: Frame = { ...frame, scope };
  machine.execute(inside, definition.body);
  const component = componentOf(machine, inside, definition, bases);
  return { type: "class", definition, source: frame.source, scope, bases, component };
}

function componentOf(
  machine: Machine,
  inside: Frame,
  definition: ClassStatement,
  bases: readonly Value[],
): ComponentClass | null {
  const base = bases.map((value) => baseClass(value)).find((found) => found !== null);
  if (!base) return null;
  const initializer = definition.body.statements.find(
    (statement): statement is FunctionStatement => statement.type === "function" && statement.name === "__init__",
  );
  const parameters = initializer?.parameters.filter(({ star }) => star === "").map(({ name }) => name);
  const spec = inside.scope.variables.get("SPEC_CLASS");
  const declared = spec?.type === "class" ? specOf(machine, spec) : null;
  return {
    ...base,
    name: definition.name,
    tfx: false,
    standard: {
      inputs: declared?.inputs ?? base.standard?.inputs ?? [],
      outputs: declared?.outputs ?? base.standard?.outputs ?? [],
      parameters: parameters?.slice(1) ?? base.standard?.parameters ?? [],
      ...(base.standard?.passesOn && !initializer ? { passesOn: true } : {}),
    },
    annotation: declared?.annotation ?? base.annotation,
    makesModel: declared?.makesModel ?? base.makesModel,
  };
}

function baseClass(base: Value): ComponentClass | null {
  for (const option of optionsOf(base)) {
    if (option.type === "class" && option.component) return option.component;
    if (option.type !== "external") continue;
    const name = lastName(option.path);
    const standard = isTfxPath(option.path) || option.unbound ? standardComponents.get(name) : undefined;
    const empty = { name, tfx: true, annotation: null, makesModel: false };
    if (standard) return { ...empty, standard, derivedFrom: name };
    if (componentBases.has(name)) return { ...empty, standard: null, derivedFrom: null };
  }
  return null;
}

interface Declared {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly annotation: string | null;
  readonly makesModel: boolean;
}

/** `INPUTS`, `OUTPUTS` and `TYPE_ANNOTATION` of a `ComponentSpec`. */
function specOf(machine: Machine, spec: ClassValue): Declared {
  const keys = (name: string): string[] => {
    const value = spec.scope.variables.get(name);
    return value?.type === "mapping" ? [...mappingOf(machine, value).entries.keys()] : [];
  };
  const annotation = spec.scope.variables.get("TYPE_ANNOTATION");
  const outputs = spec.scope.variables.get("OUTPUTS");
  const types =
    outputs?.type === "mapping" ? [...mappingOf(machine, outputs).entries.values()].map(({ value }) => value) : [];
  return {
    inputs: keys("INPUTS"),
    outputs: keys("OUTPUTS"),
    annotation: annotation?.type === "external" ? lastName(annotation.path) : null,
    makesModel: types.some((type) => type.type === "made" && type.made.arguments.some(isModelType)),
  };
}

const isModelType = ({ value }: { readonly value: Value }): boolean =>
  value.type === "external" && lastName(value.path) === "Model";

/** What `@component` makes of a function: its channels are in its annotations; null without that decorator. */
export function componentFunction(
  machine: Machine,
  frame: Frame,
  definition: FunctionStatement,
): ComponentClass | null {
  for (const decorator of definition.decorators) {
    const callee = decorator.type === "call" ? decorator.callee : decorator;
    if (!isComponentDecorator(machine.evaluate(frame, callee))) continue;
    const annotated =
      decorator.type === "call" ? decorator.arguments.find(({ name }) => name === "component_annotation") : null;
    const annotation = annotated ? machine.evaluate(frame, annotated.value) : null;
    const channels = channelsOf(definition);
    return {
      name: definition.name,
      standard: channels,
      tfx: false,
      annotation: annotation?.type === "external" ? lastName(annotation.path) : null,
      makesModel: definition.parameters.some(
        ({ annotation: type }) => annotationName(type) === "OutputArtifact" && innerName(type) === "Model",
      ),
      derivedFrom: null,
    };
  }
  return null;
}

const isComponentDecorator = (value: Value): boolean =>
  value.type === "external" &&
  lastName(value.path) === "component" &&
  (isTfxPath(value.path) || value.unbound === true);

function channelsOf(definition: FunctionStatement): StandardComponent {
  const inputs: string[] = [];
  const outputs: string[] = [];
  for (const { name, annotation } of definition.parameters) {
    const kind = annotationName(annotation);
    if (kind === "OutputArtifact" || kind === "AsyncOutputArtifact") outputs.push(name);
    else if (kind === "InputArtifact") inputs.push(name);
  }
  return {
    inputs,
    outputs: [...outputs, ...returnedOutputs(definition.returns)],
    parameters: definition.parameters.map(({ name }) => name),
  };
}

/** `X` in `a.X[…]`, looking through `Optional[…]`. */
function annotationName(annotation: Expression | null): string {
  if (!annotation) return "";
  if (annotation.type === "subscript") {
    const name = annotationName(annotation.object);
    return name === "Optional" ? annotationName(annotation.indices[0] ?? null) : name;
  }
  if (annotation.type === "attribute") return annotation.name;
  return annotation.type === "name" ? annotation.name : "";
}

/** The innermost type: `Model` in `OutputArtifact[standard_artifacts.Model]`. */
function innerName(annotation: Expression | null): string {
  if (annotation?.type === "subscript") return innerName(annotation.indices[0] ?? null);
  return annotationName(annotation);
}

/** Keys in `-> OutputDict(accuracy=float)`. */
function returnedOutputs(returns: Expression | null): string[] {
  if (returns?.type !== "call" || annotationName(returns.callee) !== "OutputDict") return [];
  return returns.arguments.flatMap(({ name }) => name ?? []);
}
