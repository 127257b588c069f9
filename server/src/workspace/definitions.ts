import { isDefinitionName } from "../definitions/fileNames.ts";
import type { DefinitionHost } from "../definitions/host.ts";
import { detectFormat, parseDefinition, parseNotebookCells } from "../definitions/index.ts";
import type { Definition } from "../model/definition.ts";
import type { Documents, OpenFile } from "./documents.ts";
import { maxDefinitionBytes, readTextNow } from "./files.ts";
import { moduleHost } from "./moduleHost.ts";
import { pathOf, uriOf } from "./paths.ts";

/** A parsed definition with what tells it from any other. */
export interface Parsed {
  readonly definition: Definition;
  readonly stamp: string;
}

/** Definitions by file, parsed when asked for and kept until one of their files changes. */
export interface Definitions {
  /** The definition in a file (for a cell: in its notebook); null where it declares no pipeline. */
  of(uri: string): Parsed | null;
  /** Text of a file or cell: as it is open, else as it is on the disk; null where there is none. */
  textOf(uri: string): string | null;
  forget(uri: string): void;
}

interface Entry {
  /** Stamp of the file itself. */
  readonly own: string;
  /** Stamps of it and of every module that contributed. */
  readonly all: string;
  readonly definition: Definition | null;
}

/** Files whose definitions are kept. */
const kept = 200;

export function createDefinitions(documents: Documents): Definitions {
  const entries = new Map<string, Entry>();

  const fileText = (path: string): { readonly text: string; readonly stamp: string } | null => {
    const open = documents.open(uriOf(path));
    if (open?.type === "text") return { text: open.text, stamp: `v${open.version}` };
    return readTextNow(path, maxDefinitionBytes(path));
  };
  const stampOf = (uri: string): string => {
    const path = pathOf(uri);
    return path === null ? "" : (fileText(path)?.stamp ?? "");
  };
  const host: DefinitionHost = moduleHost((path) => fileText(path)?.text ?? null);

  const parse = (file: OpenFile, before: Definition | null): Definition | null => {
    if (file.type === "notebook") return parseNotebookCells(file.uri, file.cells, host, before ?? undefined);
    if (file.text.length > maxDefinitionBytes(file.uri)) return null;
    if (detectFormat(file.uri, file.text) === null) return null;
    return parseDefinition(file.uri, file.text, host, before ?? undefined);
  };
  const load = (uri: string): { readonly file: OpenFile; readonly own: string } | null => {
    const open = documents.open(uri);
    if (open) return { file: open, own: `v${open.version}` };
    const path = isDefinitionName(uri) ? pathOf(uri) : null;
    const read = path === null ? null : fileText(path);
    return read && { file: { type: "text", uri, version: 0, text: read.text }, own: read.stamp };
  };
  const together = (definition: Definition | null, uri: string, own: string): string => {
    const files = new Set(definition?.pipelines.flatMap(({ files }) => files) ?? []);
    files.delete(uri);
    return [own, ...[...files].map((file) => `${file}=${stampOf(file)}`)].join("|");
  };

  return {
    of(asked) {
      const uri = documents.fileOf(asked);
      const loaded = load(uri);
      if (!loaded) {
        entries.delete(uri);
        return null;
      }
      const known = entries.get(uri);
      if (known && known.own === loaded.own && known.all === together(known.definition, uri, loaded.own)) {
        return known.definition && { definition: known.definition, stamp: known.all };
      }
      const definition = parse(loaded.file, known?.definition ?? null);
      const whole = definition && definition.pipelines.length > 0 ? definition : null;
      const all = together(whole, uri, loaded.own);
      entries.delete(uri);
      entries.set(uri, { own: loaded.own, all, definition: whole });
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) break;
        entries.delete(oldest);
      }
      return whole && { definition: whole, stamp: all };
    },
    textOf(uri) {
      const path = pathOf(uri);
      return documents.textOf(uri) ?? (path === null ? null : (fileText(path)?.text ?? null));
    },
    forget: (uri) => {
      entries.delete(documents.fileOf(uri));
    },
  };
}
