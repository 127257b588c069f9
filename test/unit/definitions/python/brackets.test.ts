import { describe, expect, test } from "vitest";
import { closeBrackets } from "../../../../server/src/definitions/python/brackets.ts";

/** Checks a text after its forgotten brackets are closed; its length stays. */
function check(text: string, expected: string): void {
  const closed = closeBrackets(text).text;
  expect(closed).toBe(expected);
  expect(closed).toHaveLength(text.length);
}
const checkSame = (text: string): void => check(text, text);

describe("a forgotten bracket is closed before the next statement", () => {
  test("over the blank line", () => check("a = f(1,\n\nb = 2\n", "a = f(1,)\nb = 2\n"));
  test("over blanks at the end of the line", () => check("a = f(1  \nb = 2\n", "a = f(1) \nb = 2\n"));
  test("over the end of the code, where there is no room", () => check("a = f(x=\nb = 2\n", "a = f(x)\nb = 2\n"));
  test("before a comment", () => check("a = f(1,  # one\n\nb = 2\n", "a = f(1,) # one\n\nb = 2\n"));
  test("above lines of comment", () => check("a = f(1,\n# two\nb = 2\n", "a = f(1,)# two\nb = 2\n"));
  test("with those inside it", () => check("a = f([g(1,\n\n\n\nb = 2\n", "a = f([g(1,)])\nb = 2\n"));
  test("before a keyword", () => check("a = f(1,\n\ndef g():\n  pass\n", "a = f(1,)\ndef g():\n  pass\n"));
  test("in a block, before a line as deep as its statement", () => {
    check("def g():\n  a = f(1,\n\n  b = 2\n", "def g():\n  a = f(1,)\n  b = 2\n");
  });
  test("with Windows line ends", () => check("a = f(1,\r\n\r\nb = 2\r\n", "a = f(1,)\n\r\nb = 2\r\n"));
  test("in several statements", () => check("a = f(1,\n\nb = g(2,\n\nc = 3\n", "a = f(1,)\nb = g(2,)\nc = 3\n"));
});

describe("nothing is closed", () => {
  test("where all brackets are", () => checkSame("a = f(\nb = 1,\nc = [2])\n"));
  test("where the open one is the last thing", () => checkSame("a = 1\nb = f(x=[1,\n    2,\n"));
  test("for brackets in strings and comments", () => checkSame("a = '('  # (\nb = '''\n(\n'''\nc = 3\n"));
});

describe("a string that its line leaves open is ended", () => {
  test("over its last character", () => check("a = 'xy\nb = 2\n", "a = 'x'\nb = 2\n"));
  test("or left out where it is nothing but its quote", () => check('a = "\nb = 2\n', "a =  \nb = 2\n"));
  test("but not on the last line, which is still being typed", () => checkSame("a = 1\nb = 'xy"));
});

test("it is known which brackets are not in the text", () => {
  expect([...closeBrackets("a = f([1,\n\n\nb = 2\n").closedAt]).toEqual([9, 10]);
});
