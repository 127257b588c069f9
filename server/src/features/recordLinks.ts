import { artifactCode } from "../model/kinds.ts";
import { executionLabel, targetsOf } from "../model/rows.ts";
import { idAt, type Trace, type TraceId } from "../model/trace.ts";
import { commands, type OpenRecordArguments, type TraceRecord } from "../protocol.ts";
import { commandLink, escapeMarkdown } from "./markdown.ts";

/** Makes links to records of one pipeline's trace; where the editor runs no commands, the label alone. */
export type RecordLinks = (label: string, record: TraceRecord, section?: string) => string;

/** `label`: untrusted text. Returns Markdown. */
export const recordLinks =
  (of: { readonly uri: string; readonly pipeline: string | null; readonly links: boolean }): RecordLinks =>
  (label, record, section) => {
    if (!of.links) return escapeMarkdown(label);
    const given: OpenRecordArguments = {
      uri: of.uri,
      ...(of.pipeline === null ? {} : { pipeline: of.pipeline }),
      record,
      ...(section === undefined ? {} : { section }),
    };
    return commandLink(escapeMarkdown(label), commands.openRecord, [given]);
  };

/**
 * A sentence about executions as Markdown, the first mention of each (`execution 41`) and of the blessings that they wrote leading to
 * its record.
 */
export function linkMentions(sentence: string, trace: Trace, executions: Iterable<number>, link: RecordLinks): string {
  const mentions: { readonly text: string; readonly record: TraceRecord }[] = [];
  for (const row of executions) {
    mentions.push({
      text: executionLabel(trace, row),
      record: { type: "execution", id: idAt(trace.executions.id, row) },
    });
    for (const artifact of targetsOf(trace.writes, row)) {
      if (trace.artifacts.kind[artifact] !== artifactCode.blessing) continue;
      const id: TraceId = idAt(trace.artifacts.id, artifact);
      mentions.push({ text: `blessing ${id}`, record: { type: "artifact", id } });
    }
  }
  let rest = sentence;
  let linked = "";
  for (;;) {
    const next = mentions
      .map((mention) => ({ ...mention, at: rest.indexOf(`(${mention.text})`) + 1 }))
      .filter(({ at }) => at > 0)
      .sort((a, b) => a.at - b.at)[0];
    if (!next) return linked + escapeMarkdown(rest);
    linked += escapeMarkdown(rest.slice(0, next.at)) + link(next.text, next.record);
    rest = rest.slice(next.at + next.text.length);
  }
}
