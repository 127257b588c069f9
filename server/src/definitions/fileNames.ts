/** Endings of files that may be definitions, without the dot. */
const endings: ReadonlySet<string> = new Set(["py", "ipynb", "yaml", "yml", "json", "pbtxt", "textproto", "pbtext"]);
/** Names of files that may be definitions and have no ending of their own. */
const names: ReadonlySet<string> = new Set(["dvc.lock", "mlproject"]);

/** Last part of a path or URI, in small letters, without query and fragment. */
function fileName(path: string): string {
  const end = path.search(/[?#]/);
  const whole = end < 0 ? path : path.slice(0, end);
  return whole.slice(Math.max(whole.lastIndexOf("/"), whole.lastIndexOf("\\")) + 1).toLowerCase();
}

/** Whether a file may be a definition, by the name in its path or URI alone. */
export function isDefinitionName(path: string): boolean {
  const name = fileName(path);
  return names.has(name) || endings.has(name.slice(name.lastIndexOf(".") + 1));
}

/** Whether a file's name is that of a Python source or a notebook. */
export const isPythonName = (path: string): boolean => /\.(?:py|ipynb)$/.test(fileName(path));
