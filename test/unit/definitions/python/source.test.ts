import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression, Statement } from "../../../../server/src/definitions/python/ast.ts";
import { parsePython } from "../../../../server/src/definitions/python/source.ts";
import { twoTrainers } from "../samples.ts";

const statementsOf = (text: string): readonly Statement[] => parsePython("file:///a.py", text).body.statements;

/** An expression in a line, as Lisp would write it. */
function show(expression: Expression): string {
  const all = (parts: readonly Expression[]): string => parts.map(show).join(" ");
  switch (expression.type) {
    case "name":
      return expression.name;
    case "string":
    case "number":
      return JSON.stringify(expression.value);
    case "word":
      return String(expression.value);
    case "formatted":
      return `(f ${expression.parts.map((part) => (typeof part === "string" ? JSON.stringify(part) : show(part))).join(" ")})`;
    case "attribute":
      return `${show(expression.object)}.${expression.name}`;
    case "subscript":
      return `${show(expression.object)}[${expression.slice ? ":" : ""}${all(expression.indices)}]`;
    case "call":
      return `${show(expression.callee)}(${expression.arguments.map(({ name, star, value }) => `${star}${name === null ? "" : `${name}=`}${show(value)}`).join(", ")})`;
    case "sequence":
      return `(${expression.kind} ${all(expression.items)})`;
    case "dictionary":
      return `{${expression.entries.map(({ key, value }) => `${key ? show(key) : "**"}: ${show(value)}`).join(", ")}}`;
    case "comprehension":
      return `(${expression.kind} ${expression.key ? `${show(expression.key)}: ` : ""}${show(expression.element)} ${expression.clauses
        .map((clause) =>
          clause.type === "for" ? `for ${show(clause.target)} in ${show(clause.iterable)}` : `if ${show(clause.test)}`,
        )
        .join(" ")})`;
    case "binary":
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case "unary":
      return `(${expression.operator} ${show(expression.operand)})`;
    case "conditional":
      return `(${show(expression.body)} if ${show(expression.test)} else ${show(expression.otherwise)})`;
    case "lambda":
      return `(lambda ${expression.parameters.map(({ name }) => name).join(" ")}: ${show(expression.body)})`;
    case "star":
      return `*${show(expression.value)}`;
    case "named":
      return `(${show(expression.target)} := ${show(expression.value)})`;
    case "yield":
      return `(yield${expression.all ? " from" : ""} ${expression.value ? show(expression.value) : ""})`;
    case "other":
      return `<${all(expression.parts)}>`;
    case "bad":
      return "?";
  }
}

const shown = (text: string): string => {
  const [statement] = statementsOf(text);
  return statement?.type === "expression" ? show(statement.value) : (statement?.type ?? "nothing");
};

describe("an expression", () => {
  test.each([
    ["a.b['c'](d, e=1, *f, **g)", 'a.b["c"](d, e=1, *f, **g)'],
    ["[1, *a]", "(list 1 *a)"],
    ["(1,)", "(tuple 1)"],
    ["1, 2", "(tuple 1 2)"],
    ["(a)", "a"],
    ["{1, 2}", "(set 1 2)"],
    ["{'a': 1, **b}", '{"a": 1, **: b}'],
    ["a + b * -c", "(a + (b * (- c)))"],
    ["not a in b", "(not (a in b))"],
    ["a not in b", "(a not in b)"],
    ["a is not None", "(a is not null)"],
    ["a if b else c", "(a if b else c)"],
    ["lambda x, y=1: x", "(lambda x y: x)"],
    ["[a for a, b in c if d for e in f]", "(list a for (tuple a b) in c if d for e in f)"],
    ["{a: b for a in c}", "(dictionary a: b for a in c)"],
    ["f(a for a in b)", "f((generator a for a in b))"],
    ["dict((a, b) for a, b in c)", "dict((generator (tuple a b) for (tuple a b) in c))"],
    ["f(x := 1)", "f((x := 1))"],
    ["a[1:2]", "a[:1 2]"],
    ["a[b, c]", "a[b c]"],
    ["await a", "a"],
    ["yield a, b", "(yield (tuple a b))"],
    ["True, False, None, ...", "(tuple true false null undefined)"],
    ["0x1F, 1_000, 1.5e3", "(tuple 31 1000 1500)"],
    ["a.", "a."],
    ["f(a=)", "f(a=?)"],
  ])("%s", (text, expected) => expect(shown(text)).toBe(expected));
});

describe("a literal", () => {
  test.each([
    [String.raw`'a\n\x41\u00e9\N\d'`, '"a\\nAé\\\\N\\\\d"'],
    [String.raw`r'C:\new'`, '"C:\\\\new"'],
    ["'a' \"b\"\n", '"ab"'],
    ["'''a\nb'''", '"a\\nb"'],
    ["b'a'", "null"],
    ["f'a{b}c{{d}}'", '(f "a" b "c{d}")'],
    ["f'{a!r}{b:>3}{c, d}'", '(f "" <a> "" <b> "" <c d> "")'],
    ["f'{a}' 'b'", '(f "" a "" "b")'],
    ["''", '""'],
  ])("%s", (text, expected) => expect(shown(text)).toBe(expected));
});

describe("statements", () => {
  const types = (text: string): string =>
    statementsOf(text)
      .map(({ type }) => type)
      .join(" ");
  test.each([
    ["a = b = 1; c: int = 2; d: int; e += 1", "assign assign assign update"],
    ["import a.b as c, d\nfrom .e import (f as g,\n  h)\nfrom ... import *", "import fromImport fromImport"],
    ["@a\n@b(c)\ndef d(e, *f, g=1, **h) -> i:\n  pass\nclass J(K, metaclass=L):\n  pass", "function class"],
    ["if a: b\nelif c: d\nelse: e", "if"],
    ["for a, b in c: pass\nelse: pass\nwhile d: break", "for while"],
    ["with a as b, c: pass\ntry:\n  pass\nexcept (A, B) as e: pass\nelse: pass\nfinally: pass", "with try"],
    ["return\nraise a from b\nglobal c\ndel d\nassert e", "return raise global delete assert"],
    ["match a:\n  case B(c): d()\n", "if"],
  ])("%s", (text, expected) => expect(types(text)).toBe(expected));

  test("keep what imports say", () => {
    const [first, second] = statementsOf("import a.b as c, d\nfrom ..e.f import (g as h,\n  i)\n");
    expect(first?.type === "import" && first.names.map(({ name, alias }) => [name, alias])).toEqual([
      ["a.b", "c"],
      ["d", null],
    ]);
    expect(
      second?.type === "fromImport" && [
        second.module,
        second.parenthesized,
        second.names.map(({ name, alias }) => [name, alias]),
      ],
    ).toEqual([
      "..e.f",
      true,
      [
        ["g", "h"],
        ["i", null],
      ],
    ]);
  });
});

test("a change is read as the whole would be", () => {
  const place = fc.nat({ max: twoTrainers.length });
  const inserted = fc.constantFrom("", "x", "(", "'", "\n", "  pass\n", "# ", "[1]", ")");
  fc.assert(
    fc.property(place, fc.nat({ max: 30 }), inserted, (at, length, text) => {
      const before = parsePython("file:///a.py", twoTrainers);
      const changed = twoTrainers.slice(0, at) + text + twoTrainers.slice(at + length);
      expect(parsePython("file:///a.py", changed, before).body).toEqual(parsePython("file:///a.py", changed).body);
    }),
    { numRuns: 150 },
  );
});

test("an unchanged text is not read again", () => {
  const before = parsePython("file:///a.py", twoTrainers);
  expect(parsePython("file:///a.py", twoTrainers, before)).toBe(before);
});
