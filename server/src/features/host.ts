import type { CancelToken } from "../model/cancel.ts";
import type { Definition } from "../model/definition.ts";
import type { Graphlets } from "../model/graphlet.ts";
import type { Result } from "../model/result.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace, TraceId } from "../model/trace.ts";
import type { DatabaseAnswer, Status, StoreFailure, TraceChoice, TreeTarget } from "../protocol.ts";
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
    /** Why there is no trace, in sentences; absent where there is one or it is still being looked for. */
    readonly lack?: string | undefined;
    /** Path of the trace; null without one. */
    readonly tracePath: string | null;
  })[];
  /** The store is being read for the first time, and only what it has of the definition's pipeline is known: right as it is, but nobody is warned on it yet. */
  readonly isEarly: boolean;
  /** Why nothing is known of a store that was asked for by its own URI; null for definitions. */
  readonly failure: string | null;
  /** Changes whenever anything in here does. */
  readonly stamp: string;
}

/** A trace of the workspace. */
export interface FoundTrace {
  readonly path: string;
  /** Path as shown. */
  readonly label: string;
  /** `14 models · last run 2 hours ago`, empty where nothing is known, or why it cannot be read. */
  readonly description: string;
  /** As {@link TraceSource} names it. */
  readonly kind: string;
  /** An open definition is paired with it. */
  readonly inUse: boolean;
}

/** A store that was read. */
export interface ReadStore {
  readonly trace: Trace;
  readonly graphlets: Graphlets;
  /** What views and records of a pipeline are asked by, from its index (-1: executions without one) and name. */
  readonly targetOf: (index: number, name: string | null) => TreeTarget;
  /** One sentence where this is from before because the store cannot be read any more; else null. */
  readonly note: string | null;
}

/** What the features need of the workspace, the only keeper of state. */
export interface FeatureHost {
  /**
   * The definition that a document or cell belongs to, with what is known now: it waits for the text to be parsed, never for
   * a trace. Null where the document defines no pipeline. A store's own URI stands for its pipelines; then it waits for the trace.
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
  /** Tries a connection to a database: its pipelines, or why there is none. Null for the password that is known. */
  connectDatabase(path: string, password: string | null): Promise<DatabaseAnswer>;
  /** Traces in use, those found in the workspace's folders, and others that were looked at, in this order. */
  traces(token: CancelToken): Promise<readonly FoundTrace[]>;
  /**
   * A store, read where it was not, and kept until others take its place; changes of it are told by its URI. `again`: reads it anew where
   * that failed before.
   */
  store(path: string, again: boolean): Promise<Result<ReadStore, Omit<StoreFailure, "type">>>;
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
  /** Name of the reader's time zone; null where it is not known. */
  readonly timeZone: string | null;
  /** Changes can carry annotations. */
  readonly annotates: boolean;
}
