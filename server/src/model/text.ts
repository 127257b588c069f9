/** A place in a text: zero-based line and UTF-16 character, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of text. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A replacement of one stretch of a text. Edits of one list never overlap and all refer to the text before any of them. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A stretch of a document. In a notebook `uri` is the cell's: the editor's own, or the file's with `#cell=N` (N: index in the file's `cells`). */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}
