import type { CancelToken } from "../model/cancel.ts";
import type { Definition } from "../model/definition.ts";
import type { Settings } from "../model/settings.ts";
import type { TraceId } from "../model/trace.ts";
import type { Status, TraceChoice } from "../protocol.ts";
import type { Property } from "../views/index.ts";
import type { PipelineReport } from "./report.ts";

/** A definition with what the paired traces say of its pipelines. */
export interface Reported {
  readonly definition: Definition;
  /** One a pipeline, in the definition's order. */
  readonly reports: readonly (PipelineReport & {
    /** Index into `trace.pipelines`, -1 for executions without one; null without a trace. */
    readonly tracePipeline: number | null;
    /** The trace may be another pipeline's that shares names of nodes: shown, and nobody is warned on it. */
    readonly foreign: boolean;
    /** A trace is still being looked for or read for the first time. */
    readonly pending: boolean;
    /** Path of the trace; null without one. */
    readonly tracePath: string | null;
  })[];
  /** Changes whenever anything in here does. */
  readonly stamp: string;
}

/** What the features need of the workspace, the only keeper of state. */
export interface FeatureHost {
  /**
   * The definition that a document or cell belongs to, with what is known now: it waits for the text to be parsed, never for
   * a trace. Null where the document defines no pipeline.
   */
  reported(uri: string, token: CancelToken): Promise<Reported | null>;
  settings(): Settings;
  /** Text of a file or cell: as it is open, else as it is on the disk. */
  textOf(uri: string): string | null;
  /** Version of an open document or cell, null where it is not open. */
  versionOf(uri: string): number | null;
  /**
   * Definitions of the workspace's files of which the URI and text satisfy; at most 500. The text is looked at before anything is parsed.
   * Gives way to others in between; throws when cancelled.
   */
  definitions(wanted: (uri: string, text: string) => boolean, token: CancelToken): Promise<readonly Definition[]>;
  /** URI of a file that is named by a path from the folder of `fromUri`; null where it is not there, or in no folder of the workspace. */
  fileAt(fromUri: string, path: string): Promise<string | null>;
  status(uri: string): Promise<Status>;
  choices(uri: string, token: CancelToken): Promise<readonly TraceChoice[]>;
  choose(uri: string, path: string | null): Promise<void>;
  refresh(): Promise<void>;
  cancelRead(path: string): void;
  /** Properties of a row of a trace, or one sentence why they could not be read. */
  properties(path: string, of: "execution" | "artifact", id: TraceId): Promise<readonly Property[] | string>;
}

/** What the editor can do, as far as it matters to the features. */
export interface EditorTraits {
  /** Command links in hovers are trusted. */
  readonly links: boolean;
  /** Changes can carry annotations. */
  readonly annotates: boolean;
}
