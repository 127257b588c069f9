import { visible } from "../../model/visible.ts";
import type { RecordLink, RecordSection, RecordTarget, RecordText } from "../../protocol.ts";

/** Lines of a record at most. */
const maxLines = 10_000;
/** UTF-16 characters of one part of a line at most. */
const maxPart = 2_000;

/** A part of a line: text from a trace as it is, or with where it leads. It is made harmless here. */
export type Part = string | { readonly text: string; readonly target: RecordTarget | null };

/** Takes a record's lines and keeps where they lead. */
export interface RecordWriter {
  line(...parts: readonly Part[]): void;
  /** `  label   value` with the values below each other; nothing where all parts are empty. */
  field(label: string, ...parts: readonly Part[]): void;
  /** A title behind an empty line; what `body` writes belongs to it. Nothing at all where `body` writes nothing. */
  section(title: string, body: () => void): void;
  /** A remark: `# From metadata.sqlite`. */
  note(...parts: readonly Part[]): void;
  /** No more lines are taken: loops may end. */
  readonly full: boolean;
  finish(pending?: boolean): RecordText;
}

const labelWidth = 14;

export function createWriter(): RecordWriter {
  const lines: string[] = [];
  const links: RecordLink[] = [];
  const sections: RecordSection[] = [];
  let full = false;

  function line(...parts: readonly Part[]): void {
    if (lines.length >= maxLines) {
      full = true;
      return;
    }
    let text = "";
    for (const part of parts) {
      const start = text.length;
      text += shown(typeof part === "string" ? part : part.text);
      if (typeof part === "string" || part.target === null || text.length === start) continue;
      links.push({ line: lines.length, start, end: text.length, target: part.target });
    }
    lines.push(text.trimEnd());
  }

  return {
    line,
    field(label, ...parts) {
      const isEmpty = parts.every((part) => (typeof part === "string" ? part : part.text) === "");
      if (!isEmpty) line(`  ${label.padEnd(labelWidth)}  `, ...parts);
    },
    section(title, body) {
      const start = lines.length;
      line("");
      line(title);
      const at = sections.length;
      const before = lines.length;
      body();
      if (lines.length > before) {
        const first = start + 1;
        sections.splice(at, 0, { title: shown(title), line: first, end: lines.length - 1 });
      } else if (!full) lines.length = start;
    },
    note: (...parts) => line("# ", ...parts),
    get full() {
      return full;
    },
    finish(pending = false) {
      if (full) lines.push("# The rest is not shown: a record has 10,000 lines at most.");
      return { text: `${lines.join("\n")}\n`, name: null, links, sections, pending };
    },
  };
}

/** Harmless and of bounded length. Cut before it is changed, and not in the middle of a character. */
function shown(text: string): string {
  if (text.length <= maxPart) return visible(text);
  return `${visible(text.slice(0, maxPart - 1).replace(/[\ud800-\udbff]$/, ""))}…`;
}
