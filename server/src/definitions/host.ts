/** How a definition's parser gets at other files: open documents first, then the disk. Never runs anything. */
export interface DefinitionHost {
  /**
   * Text of the Python module that `from <module> import …` in the file `fromUri` names, or null where it is not in the workspace.
   * `module` is as written, with its leading dots (`modules.components`, `.components`, `..x`).
   */
  readModule(fromUri: string, module: string): { readonly uri: string; readonly text: string } | null;
  /**
   * Text of a file that a definition names by a relative path with forward slashes (`params.yaml`, `../params.yaml`), from the folder of
   * the file `fromUri`; null where there is none, where the path climbs far, or where its name is not one of a text that definitions use
   * (YAML, JSON, TOML, Python, protobuf text, `dvc.lock`).
   */
  readFile(fromUri: string, path: string): { readonly uri: string; readonly text: string } | null;
}

/** A host without files. */
export const noFiles: DefinitionHost = { readModule: () => null, readFile: () => null };
