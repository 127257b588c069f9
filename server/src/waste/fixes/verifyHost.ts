import type { DefinitionHost } from "../../definitions/host.ts";
import type { ReadText } from "./fix.ts";

/** Finds modules among the files of a pipeline: in the folder of the file that imports them, or in one above it. */
export function hostOf(files: readonly string[], read: ReadText): DefinitionHost {
  return {
    readModule(fromUri, module) {
      const [, dots = "", names = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
      const folders = fromUri.split("/").slice(0, -1);
      if (dots.length > 1) folders.splice(1 - dots.length);
      for (let depth = folders.length; depth > 0; depth--) {
        const base = [...folders.slice(0, depth), ...names.split(".").filter((name) => name !== "")].join("/");
        const uri = files.find((other) => other === `${base}.py` || other === `${base}/__init__.py`);
        const text = uri === undefined ? null : read(uri);
        if (uri !== undefined && text !== null) return { uri, text };
        if (dots !== "") return null;
      }
      return null;
    },
    readFile(fromUri, path) {
      const folders = fromUri.split("/").slice(0, -1);
      for (const part of path.split("/")) {
        if (part === "..") folders.pop();
        else if (part !== "." && part !== "") folders.push(part);
      }
      const uri = folders.join("/");
      const text = files.includes(uri) ? read(uri) : null;
      return text === null ? null : { uri, text };
    },
  };
}
