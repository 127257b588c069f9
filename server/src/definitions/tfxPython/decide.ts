import type { Expression } from "../python/ast.ts";
import { choiceOf, wordsOf } from "./choices.ts";
import type { Condition } from "./conditions.ts";
import { type Frame, type Machine, placeOf, under } from "./machine.ts";
import { truth } from "./truth.ts";
import type { Value } from "./values.ts";

/** What is worked out when a test holds, and when it fails. */
export interface Ways {
  readonly holds: () => Value | undefined;
  readonly fails: () => Value | undefined;
}

/** Works out the way that a test tells, or both where the text does not tell. */
export function decide(machine: Machine, frame: Frame, test: Expression, ways: Ways): Value {
  const known = truth(machine, machine.evaluate(frame, test));
  const values: Value[] = [];
  if (known !== false) {
    const value = known ? ways.holds() : under(machine, [conditionOf(frame, test, true)], ways.holds);
    if (value) values.push(value);
  }
  if (known !== true) {
    const value = known === false ? ways.fails() : under(machine, [conditionOf(frame, test, false)], ways.fails);
    if (value) values.push(value);
  }
  return choiceOf(values);
}

/** The condition that a test holds, or fails. Tests of the same names in one function are one decision. */
export function conditionOf(frame: Frame, test: Expression, holds: boolean): Condition {
  if (test.type === "unary" && test.operator === "not") return conditionOf(frame, test.operand, !holds);
  const words = wordsOf(frame.source, test);
  const plain = isPlain(test);
  let site = frame.sites.get(plain ? words : `@${test.from}`);
  if (!site) {
    site = {};
    frame.sites.set(plain ? words : `@${test.from}`, site);
  }
  const place = placeOf(frame, test);
  return {
    site,
    branch: holds ? 0 : 1,
    words: holds ? words : negated(test, words),
    place,
    dsl: false,
    predicate: null,
  };
}

/** A test of names alone says the same wherever it stands. */
function isPlain(test: Expression): boolean {
  if (test.type === "name" || test.type === "word") return true;
  if (test.type === "attribute") return isPlain(test.object);
  if (test.type === "binary") return isPlain(test.left) && isPlain(test.right);
  return test.type === "unary" && isPlain(test.operand);
}

function negated(test: Expression, words: string): string {
  if (test.type === "binary" && test.operator === "is") return words.replace(/\bis\b/, "is not");
  if (test.type === "binary" && test.operator === "is not") return words.replace(/\bis not\b/, "is");
  return test.type === "binary" || test.type === "conditional" ? `not (${words})` : `not ${words}`;
}
