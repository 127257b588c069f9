import type { Expression } from "../../../definitions/python/ast.ts";

/** Functions that only put a value together. */
const harmless =
  /^(?:join|dirname|basename|abspath|realpath|normpath|getenv|get|format|str|int|float|dict|list|tuple|lower|upper|replace|with_\w+)$/;

/** Working the value out changes nothing else. */
export function isPlain(value: Expression): boolean {
  switch (value.type) {
    case "attribute":
      return isPlain(value.object);
    case "subscript":
      return isPlain(value.object) && value.indices.every(isPlain);
    case "call": {
      const name =
        value.callee.type === "attribute" ? value.callee.name : value.callee.type === "name" ? value.callee.name : "";
      return (
        (/^[A-Z]/.test(name) || harmless.test(name)) &&
        isPlain(value.callee) &&
        value.arguments.every((argument) => isPlain(argument.value))
      );
    }
    case "sequence":
      return value.items.every(isPlain);
    case "dictionary":
      return value.entries.every(({ key, value: of }) => (key === null || isPlain(key)) && isPlain(of));
    case "formatted":
      return value.parts.every((part) => typeof part === "string" || isPlain(part));
    case "binary":
      return isPlain(value.left) && isPlain(value.right);
    case "unary":
      return isPlain(value.operand);
    case "conditional":
      return isPlain(value.test) && isPlain(value.body) && isPlain(value.otherwise);
    case "name":
    case "string":
    case "number":
    case "word":
      return true;
    default:
      return false;
  }
}
