import { parser } from "@lezer/python";
import { closeBrackets } from "./brackets.ts";

/** How many places of a text are not valid Python, beside brackets that are forgotten. Linear in the text. */
export function syntaxErrors(text: string): number {
  let errors = 0;
  parser.parse(closeBrackets(text).text).iterate({
    enter: ({ type }) => {
      if (type.isError) errors++;
    },
  });
  return errors;
}
