import { err, ok, type Result } from "../../model/result.ts";

/** Reads JSON as VS Code's settings are written: with comments and trailing commas. The error says where it ends to be JSON. */
export function parseJsonc(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(plainJson(text)));
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/** The same text of the same length with blanks for comments and for commas before a closing bracket. Linear. */
function plainJson(text: string): string {
  const parts: string[] = [];
  /** Where in `parts` a comma stands that nothing but blanks follows yet. */
  let comma = -1;
  const token = /"(?:[^"\\]|\\.)*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\s\ufeff]+|[^"/\s\ufeff]|\//g;
  for (const [part] of text.matchAll(token)) {
    const isBlank = /^(?:\/[/*]|[\s\ufeff])/.test(part);
    if (part === "," && comma < 0) comma = parts.length;
    else if (!isBlank) {
      if (comma >= 0 && (part === "}" || part === "]")) parts[comma] = " ";
      comma = -1;
    }
    parts.push(isBlank ? part.replace(/[^\r\n]/g, " ") : part);
  }
  return parts.join("");
}
