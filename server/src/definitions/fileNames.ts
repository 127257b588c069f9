/** Endings of protobuf text files, without the dot. */
const protobufTexts: readonly string[] = ["pbtxt", "textproto", "pbtext", "txtpb", "textpb"];
/** Endings of files of which few are definitions: projects keep data and settings in them. */
const common: ReadonlySet<string> = new Set(["yaml", "yml", "json"]);
/** Endings of the other files that may be definitions. */
const endings: ReadonlySet<string> = new Set(["py", "ipynb", ...protobufTexts]);
/** Names of files that are definitions whatever their ending. */
const names: ReadonlySet<string> = new Set(["dvc.yaml", "dvc.lock", "mlproject"]);

/** Last part of a path or URI, in small letters, without query and fragment. */
function fileName(path: string): string {
  const end = path.search(/[?#]/);
  const whole = end < 0 ? path : path.slice(0, end);
  return whole.slice(Math.max(whole.lastIndexOf("/"), whole.lastIndexOf("\\")) + 1).toLowerCase();
}

const ending = (name: string): string => (name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : "");

/** Whether a file may be a definition, by the name in its path or URI alone. */
export function isDefinitionName(path: string): boolean {
  const name = fileName(path);
  return names.has(name) || endings.has(ending(name)) || common.has(ending(name));
}

/** Whether a file is YAML or JSON of any name: it may be a definition, and most are none. */
export function isCommonName(path: string): boolean {
  const name = fileName(path);
  return !names.has(name) && common.has(ending(name));
}

/** Whether a file's name is that of a protobuf text. */
export const isProtobufTextName = (path: string): boolean => protobufTexts.includes(ending(fileName(path)));

/** Whether a file's name is that of a Python source or a notebook. */
export const isPythonName = (path: string): boolean => ["py", "ipynb"].includes(ending(fileName(path)));
