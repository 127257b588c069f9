/** What a tag of GTO says of an artifact (`dvc.org/doc/gto`): a version was registered, or moved to or out of a stage. */
export type GtoTag =
  | { readonly type: "version"; readonly artifact: string; readonly version: string }
  | { readonly type: "stage"; readonly artifact: string; readonly stage: string; readonly isRemoved: boolean };

/** `name@v1.2.0`, `name#prod#1`, `name#prod`, `name#prod!#2`, `dir=name#prod#1`; null for any other tag. A leading folder is left out of the name. */
export function gtoTag(tag: string): GtoTag | null {
  if (tag.length > 500) return null;
  const stage = /^([^\s#@!]+)#([\w-]+)(!?)(?:#\d+)?$/.exec(tag);
  if (stage) {
    const [, artifact = "", name = "", removed] = stage;
    return { type: "stage", artifact: plain(artifact), stage: name, isRemoved: removed === "!" };
  }
  const version = /^([^\s#@!]+)@(v?\d[\w.+-]*)(?:#\d+)?$/.exec(tag);
  if (!version) return null;
  const [, artifact = "", number = ""] = version;
  return { type: "version", artifact: plain(artifact), version: number };
}

/** Subfolders' artifacts are written `folder=name`, or `folder:name` in newer versions. */
const plain = (name: string): string => name.slice(Math.max(name.lastIndexOf("="), name.lastIndexOf(":")) + 1);
