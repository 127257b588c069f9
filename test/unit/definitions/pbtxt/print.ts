import { readPbtxt } from "../../../../server/src/definitions/pbtxt/read.ts";
import type { PbMessage } from "../../../../server/src/definitions/pbtxt/tree.ts";

/** A message in a line: `a="x" b{c=1}`. */
export const printed = ({ fields }: PbMessage): string =>
  fields
    .map(({ name, value }) =>
      value.type === "message"
        ? `${name}{${printed(value)}}`
        : `${name}=${value.style === "string" ? JSON.stringify(value.text) : value.text}`,
    )
    .join(" ");

export const readPrinted = (text: string): string => printed(readPbtxt(text).root);

/** Problems as `place: message`. */
export const problemsIn = (text: string): string[] =>
  readPbtxt(text).problems.map(({ message, span }) => `${text.slice(span.from, span.to)}: ${message}`);
