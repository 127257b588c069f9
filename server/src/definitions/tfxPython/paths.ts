/**
 * Paths as definitions write them, worked out in the file's own terms: `.` is the folder of the file that is opened
 * (`os.getcwd()`, `os.path.dirname(__file__)`), and paths stay relative as written.
 */

const isAbsolute = (path: string): boolean => /^(?:[/\\]|[A-Za-z]:[/\\]|[a-z][a-z\d+.-]+:\/\/|~)/.test(path);

/** `os.path.join`; a leading `.` is left away. */
export function joinPaths(parts: readonly string[]): string {
  let joined = "";
  for (const part of parts) {
    if (joined === "" || isAbsolute(part)) joined = part;
    else if (part !== "") joined = /[/\\]$/.test(joined) ? joined + part : `${joined}/${part}`;
  }
  return withoutDot(joined);
}

const withoutDot = (path: string): string => path.replace(/^(?:\.\/)+(?=[^/])/, "");

/** `os.path.dirname`, where a relative name's folder is `.` and the folder above that `..`. */
export function folderOf(path: string): string {
  if (path === "." || path === "") return "..";
  if (/^\.\.(?:\/\.\.)*$/.test(path)) return `../${path}`;
  const end = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return end < 0 ? "." : end === 0 ? "/" : path.slice(0, end);
}

/** `os.path.basename` */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

/** `os.path.normpath`, leaving `..` at the start. */
export function normalized(path: string): string {
  const [, root = "", rest = ""] = /^([a-z][a-z\d+.-]+:\/\/|[A-Za-z]:[/\\]|[/\\]?)([\s\S]*)$/.exec(path) ?? [];
  const parts: string[] = [];
  for (const part of rest.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return root + parts.join("/") || ".";
}

/** Path from one file's folder to another file, both URIs of one scheme; null where they share nothing. */
export function relativePath(fromUri: string, toUri: string): string | null {
  const from = segments(fromUri);
  const to = segments(toUri);
  if (!from || !to || from.root !== to.root) return null;
  const folder = from.parts.slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < to.parts.length - 1 && folder[shared] === to.parts[shared]) shared++;
  return [...folder.slice(shared).map(() => ".."), ...to.parts.slice(shared)].join("/");
}

function segments(uri: string): { root: string; parts: string[] } | null {
  const match = /^([a-z][a-z\d+.-]*:\/\/[^/]*\/|[a-z][a-z\d+.-]*:)([^?#]*)/i.exec(uri);
  return match ? { root: match[1] ?? "", parts: (match[2] ?? "").split("/").map(decoded) } : null;
}

/** A part of a URI as text; what is no valid escape stays. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
