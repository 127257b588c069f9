/** How a definition's parser gets at other files: open documents first, then the disk. Never runs anything. */
export interface DefinitionHost {
  /**
   * Text of the Python module that `from <module> import …` in the file `fromUri` names, or null where it is not in the workspace.
   * `module` is as written, with its leading dots (`modules.components`, `.components`, `..x`).
   */
  readModule(fromUri: string, module: string): { readonly uri: string; readonly text: string } | null;
}

/** A host without files. */
export const noFiles: DefinitionHost = { readModule: () => null };
