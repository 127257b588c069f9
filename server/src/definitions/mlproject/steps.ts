import type { Location } from "../../model/text.ts";
import type { Body, CallExpression, Expression, Span, Statement } from "../python/ast.ts";
import { locationOf, type PythonSource } from "../python/source.ts";

/** A call of `mlflow.run` in a script. */
export interface Step {
  /** As runs name it: the folder of another project, with its entry point where that is not `main`; an entry point of this project. */
  readonly id: string;
  /** It is an entry point of this project, not another project. */
  readonly own: boolean;
  readonly location: Location;
  /** The function's name in that call. */
  readonly nameRange: Location["range"];
  /** Exactly the text of the entry point's name; null where it stands for a whole folder or is left out. */
  readonly entryLocation: Location | null;
  readonly parameters: readonly StepParameter[];
  /** The test that it stands under, as written. */
  readonly condition: string | null;
  /** The next step may start before it ends. */
  readonly detached: boolean;
}

export interface StepParameter {
  readonly name: string;
  /** Null where the text does not say it. */
  readonly value: string | null;
  readonly text: string;
  readonly location: Location;
}

const maxSteps = 500;
const maxDepth = 50;

/** The calls of `mlflow.run` in a script whose project or entry point the text tells, in the text's order. */
export function stepsIn(source: PythonSource): readonly Step[] {
  const steps: Step[] = [];
  const walk = (body: Body, condition: string | null, depth: number): void => {
    if (depth > maxDepth || steps.length > maxSteps) return;
    for (const statement of body.statements) {
      for (const expression of valuesOf(statement)) {
        const call = runCall(expression);
        const step = call && stepOf(source, call, condition);
        if (step) steps.push(step);
      }
      for (const [inner, test] of bodiesOf(source, statement)) walk(inner, test ?? condition, depth + 1);
    }
  };
  walk(source.body, null, 0);
  return steps;
}

function valuesOf(statement: Statement): readonly Expression[] {
  switch (statement.type) {
    case "assign":
    case "return":
      return statement.value ? [statement.value] : [];
    case "expression":
      return [statement.value];
    case "with":
      return statement.items.map(({ value }) => value);
    default:
      return [];
  }
}

const maxTest = 200;

function bodiesOf(source: PythonSource, statement: Statement): readonly (readonly [Body, string | null])[] {
  const textOf = ({ from, to }: Span): string => source.text.slice(from, to).replace(/\s+/g, " ").slice(0, maxTest);
  const plain = (...bodies: readonly (Body | null)[]): readonly (readonly [Body, null])[] =>
    bodies.flatMap((body) => (body ? [[body, null] as const] : []));
  switch (statement.type) {
    case "if": {
      if (isMainGuard(statement.branches[0]?.test)) return plain(...statement.branches.map(({ body }) => body));
      const tests = statement.branches.map(({ test }) => textOf(test));
      const branches = statement.branches.map(({ body }, index) => [body, tests[index] ?? null] as const);
      return statement.otherwise ? [...branches, [statement.otherwise, `not (${tests.join(" or ")})`]] : branches;
    }
    case "for":
      return [[statement.body, `for ${textOf(statement.target)} in ${textOf(statement.iterable)}`]];
    case "with":
    case "function":
      return plain(statement.body);
    case "try":
      return plain(statement.body, statement.otherwise, statement.finally);
    default:
      return [];
  }
}

/** `__name__ == "__main__"` */
const isMainGuard = (test: Expression | undefined): boolean =>
  test?.type === "binary" && test.left.type === "name" && test.left.name === "__name__";

/** The call of `mlflow.run` or `mlflow.projects.run` that an expression is, or whose result it looks at. */
function runCall(expression: Expression): CallExpression | null {
  let at = expression;
  for (let depth = 0; depth < maxDepth; depth++) {
    if (at.type === "attribute") at = at.object;
    else if (at.type !== "call") return null;
    else if (isRun(at.callee)) return at;
    else at = at.callee;
  }
  return null;
}

const isRun = (callee: Expression): boolean =>
  callee.type === "attribute" &&
  callee.name === "run" &&
  (isName(callee.object, "mlflow") ||
    (callee.object.type === "attribute" &&
      callee.object.name === "projects" &&
      isName(callee.object.object, "mlflow")));

const isName = (expression: Expression, name: string): boolean =>
  expression.type === "name" && expression.name === name;

function stepOf(source: PythonSource, call: CallExpression, condition: string | null): Step | null {
  const positional = call.arguments.filter(({ name, star }) => name === null && star === "");
  const given = (name: string, index: number): Expression | null =>
    call.arguments.find((argument) => argument.name === name)?.value ?? positional[index]?.value ?? null;
  const uri = given("uri", 0);
  const folder = uri && folderOf(uri);
  const entry = given("entry_point", 1);
  const name = entry === null ? "main" : stringOf(entry);
  if (folder === null || name === null || (folder === "" && entry === null)) return null;
  const own = folder === "";
  const isExact = entry !== null && own && entry.to - entry.from === name.length + 2;
  const callee = call.callee.type === "attribute" ? call.callee : null;
  return {
    id: own ? name : name === "main" ? folder : `${folder}/${name}`,
    own,
    location: locationOf(source, call),
    nameRange: source.lines.range(callee ?? call),
    entryLocation: isExact ? locationOf(source, { from: entry.from + 1, to: entry.to - 1 }) : null,
    parameters: parametersOf(source, given("parameters", 3)),
    condition,
    detached: isFalse(given("synchronous", 9)),
  };
}

const isFalse = (expression: Expression | null): boolean => expression?.type === "word" && expression.value === false;
const stringOf = (expression: Expression): string | null => (expression.type === "string" ? expression.value : null);

/** The project's folder, relative to the one that calls; empty for that itself, null where the text does not tell. */
function folderOf(uri: Expression): string | null {
  if (uri.type === "string") return uri.value === null ? null : plainPath(uri.value);
  // `os.path.join(root, "folder")`: what it begins with is the project's own folder.
  if (uri.type !== "call" || uri.callee.type !== "attribute" || uri.callee.name !== "join") return null;
  const parts = uri.arguments.map(({ value }) => value);
  const [first, ...rest] = parts;
  const texts = (first?.type === "string" ? parts : rest).map(stringOf);
  return texts.length > 0 && texts.every((text) => text !== null) ? plainPath(texts.join("/")) : null;
}

const plainPath = (path: string): string =>
  path
    .split("/")
    .filter((part) => part !== "." && part !== "")
    .join("/");

const maxText = 2000;

function parametersOf(source: PythonSource, dictionary: Expression | null): StepParameter[] {
  if (dictionary?.type !== "dictionary") return [];
  return dictionary.entries.flatMap(({ key, value }) => {
    const name = key && stringOf(key);
    if (!name) return [];
    const text = source.text.slice(value.from, value.to).slice(0, maxText);
    return [{ name, value: stringOf(value), text, location: locationOf(source, value) }];
  });
}
