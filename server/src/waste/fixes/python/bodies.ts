import type { Body, Statement } from "../../../definitions/python/ast.ts";

/** The blocks within a statement. */
export function bodiesOf(statement: Statement): readonly Body[] {
  switch (statement.type) {
    case "if":
      return [...statement.branches.map(({ body }) => body), ...(statement.otherwise ? [statement.otherwise] : [])];
    case "for":
    case "while":
      return [statement.body, ...(statement.otherwise ? [statement.otherwise] : [])];
    case "with":
    case "function":
    case "class":
      return [statement.body];
    case "try":
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.finally,
      ].filter((body) => body !== null);
    default:
      return [];
  }
}
