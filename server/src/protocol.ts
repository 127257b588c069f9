/**
 * Everything that client, server and web view say to each other beyond the Language Server Protocol: custom requests and
 * notifications, messages of the web view, and the view models. Types and constants only; imported by all three, so it
 * imports nothing but types.
 */
import type { ExecutionStatus, GraphletStatus, NotPushedReason } from "./model/graphlet.ts";
import type { ArtifactKind, ExecutionState, OperatorKind } from "./model/kinds.ts";
import type { TraceId } from "./model/trace.ts";

// --- client ↔ server ------------------------------------------------------------------------------------------------

/** What the client hands over when it starts the server. */
export interface InitializationOptions {
  /** Traces that the user chose before: URI of the definition → absolute path of the store. */
  readonly chosenTraces?: Readonly<Record<string, string>> | undefined;
  /** The client runs {@link commands} that hovers link to. */
  readonly trustedCommands?: boolean | undefined;
  /** False in a workspace that the user does not trust: none of the user's programs (git) is run in it. */
  readonly trusted?: boolean | undefined;
  /** The client answers {@link serverRequests}.password: it keeps the passwords of databases. */
  readonly keepsPasswords?: boolean | undefined;
  /** Absolute path of a folder of the extension's own, in which what was cut from large traces is kept. Absent: nothing is. */
  readonly cacheFolder?: string | undefined;
  /** Name of the reader's time zone (`Europe/Berlin`), in which texts say when something was. Absent: UTC. */
  readonly timeZone?: string | undefined;
}

/** Client → server, without an answer. */
export const announcements = {
  /** The user trusts the workspace from now on. */
  trusted: "graphlet/trusted",
} as const;

/** Client → server requests; the names are the LSP methods. */
export const requests = {
  /** {@link ViewParams} → {@link View} */
  view: "graphlet/view",
  /** {@link DetailsParams} → {@link Details} | null */
  details: "graphlet/details",
  /** {@link NodeAtParams} → {@link NodeAt} | null: the node under the cursor. */
  nodeAt: "graphlet/nodeAt",
  /** {@link LocateParams} → Location | null: where a node is defined. */
  locate: "graphlet/locate",
  /** {@link TraceChoicesParams} → {@link TraceChoice}[] */
  traceChoices: "graphlet/traceChoices",
  /** {@link ChooseTraceParams} → void; null goes back to automatic pairing. */
  chooseTrace: "graphlet/chooseTrace",
  /** {@link StatusParams} → {@link Status} */
  status: "graphlet/status",
  /** void → void: reads definitions and traces again. */
  refresh: "graphlet/refresh",
  /** {@link CancelReadParams} → void */
  cancelRead: "graphlet/cancelRead",
  /** {@link ConnectParams} → {@link DatabaseAnswer}: tries a connection. */
  connectDatabase: "graphlet/connectDatabase",
  /** {@link RecordParams} → {@link RecordText}: the readable text of a record. */
  record: "graphlet/record",
  /** {@link TreeParams} → {@link TreePage}: what the tree of traces shows below one of its items. */
  tree: "graphlet/tree",
  /** {@link StoreParams} → {@link StorePage}: what a store holds, on one page. */
  store: "graphlet/store",
  /** {@link TradeOffParams} → {@link TradeOffAnswer}: what stopping models early would have saved and cost. */
  tradeOff: "graphlet/tradeOff",
} as const;

/** Server → client requests. */
export const serverRequests = {
  /** {@link PasswordParams} → string | null: the password that the client keeps for a database. */
  password: "graphlet/password",
} as const;

/** Server → client notifications. */
export const notifications = {
  /** {@link Changed}: lenses, diagnostics and views that rest on these are stale. */
  changed: "graphlet/changed",
  /** {@link ReadProgress} while a trace is being read. */
  progress: "graphlet/progress",
} as const;

/** What the graph view shows at a time, from the outermost to the innermost. */
export const viewLevels = ["pipeline", "history", "graphlet", "compare"] as const;
export type ViewLevel = (typeof viewLevels)[number];

export interface ViewParams {
  /** Definition whose pipeline is shown. */
  readonly uri: string;
  /** Name of the pipeline where the file has several; else its first. */
  readonly pipeline?: string | undefined;
  readonly level: ViewLevel;
  /** Id of the train execution, at levels `graphlet` and `compare`; else the newest. */
  readonly trainer?: TraceId | undefined;
  /** At level `compare`: the train execution of the other model; else the last deployed one before, else the one before. */
  readonly against?: TraceId | undefined;
  /** Without `trainer`, at level `graphlet`: the newest graphlet of this definition's node. */
  readonly node?: string | undefined;
  /** Whether artifacts with one maker and one reader are drawn as nodes of their own. */
  readonly artifacts?: boolean | undefined;
  /** At level `pipeline`: of the runs only those that began then. */
  readonly range?: TimeRange | undefined;
  /** Where the picture must be narrowed: its centre, as the start or a part of a node's label (what the user searched). */
  readonly around?: string | undefined;
  /** Ids of stacks whose members are drawn one by one. */
  readonly opened?: readonly string[] | undefined;
  /** A selection (docs/selection.md): only what it means is drawn. Absent: at level `pipeline` that of the settings; empty: all. */
  readonly selection?: string | undefined;
}

/** Milliseconds since the epoch, both ends included. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** No picture: one sentence that says what is missing, and the one action that cures it. */
export interface ViewFailure {
  readonly type: "failure";
  readonly message: string;
  readonly action: "chooseTrace" | "openDefinition" | "setKinds" | "retry" | "showLog" | null;
  /** The trace is being looked for or read: {@link Changed} tells when to ask again. */
  readonly pending?: true | undefined;
}

export interface DetailsParams {
  readonly uri: string;
  readonly pipeline?: string | undefined;
  readonly level: ViewLevel;
  readonly trainer?: TraceId | undefined;
  /** See {@link ViewParams.against}. */
  readonly against?: TraceId | undefined;
  /** See {@link ViewParams.range}. */
  readonly range?: TimeRange | undefined;
  /** Id of a {@link ViewNode}. */
  readonly node: string;
}

export interface NodeAtParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
}
export interface NodeAt {
  readonly node: string;
  readonly pipeline: string | null;
}

export interface LocateParams {
  readonly uri: string;
  readonly node: string;
}

export interface TraceChoicesParams {
  readonly uri: string;
}
export interface TraceChoice {
  /** Absolute path of the store, or address of a database. */
  readonly path: string;
  /** Path as shown: relative to the workspace where it is inside. */
  readonly label: string;
  /** `142 models · last run 2 hours ago`, or why it cannot be read. */
  readonly description: string;
  readonly chosen: boolean;
}
export interface ChooseTraceParams {
  readonly uri: string;
  readonly path: string | null;
}

export interface PasswordParams {
  /** User and server: `postgresql://reader@db.example.com:5432`. */
  readonly account: string;
}

export interface ConnectParams {
  /** Address of the database, as the path of a trace. */
  readonly path: string;
  /** Null: the one that the client keeps, or none. */
  readonly password: string | null;
}
/** What trying a connection came to. `isDenied`: another password, certificate or user may help. */
export type DatabaseAnswer =
  | { readonly type: "pipelines"; readonly names: readonly string[] }
  | { readonly type: "failure"; readonly isDenied: boolean; readonly message: string };

export interface StatusParams {
  readonly uri: string;
}
/** What the status item says of one definition. */
export interface Status {
  /** The file defines a pipeline. */
  readonly isDefinition: boolean;
  /** File name of the trace, null where none is paired. */
  readonly trace: string | null;
  readonly path: string | null;
  /** Milliseconds since the epoch of the newest update in the trace. */
  readonly updatedAt: number | null;
  readonly state: "none" | "reading" | "ready" | "failed";
  /** How the pairing was found: in the words of a sentence. */
  readonly why: string;
  /** One clear message where it failed. */
  readonly error: string | null;
  /** The newest run is older than `graphlet.staleAfterDays`. */
  readonly stale: boolean;
  readonly graphlets: number;
}

/** Status of a file that defines no pipeline. */
export const noDefinition: Status = {
  isDefinition: false,
  trace: null,
  path: null,
  updatedAt: null,
  state: "none",
  why: "",
  error: null,
  stale: false,
  graphlets: 0,
};

export interface CancelReadParams {
  readonly path: string;
}

export interface Changed {
  /** Definitions concerned; empty: all. */
  readonly uris: readonly string[];
}

export interface ReadProgress {
  readonly path: string;
  readonly phase: "opening" | "reading" | "cutting" | "done" | "failed" | "cancelled";
  /** 0 to 1, null where unknown. */
  readonly share: number | null;
}

// --- commands that the server names in lenses, hovers and actions and the client carries out -------------------------

export const commands = {
  /** Arguments: {@link ShowGraphArguments}. */
  showGraph: "graphlet.showGraph",
  chooseTrace: "graphlet.chooseTrace",
  refresh: "graphlet.refresh",
  connectDatabase: "graphlet.connectDatabase",
  showLog: "graphlet.showLog",
  /** Argument: diagnostic code. Opens its documentation page. */
  openRule: "graphlet.openRule",
  /** Argument: {@link ModelArguments}. Why a model was deployed or not. */
  explain: "graphlet.explain",
  /** Argument: {@link ModelArguments}. What differs from the last deployed model. */
  compare: "graphlet.compare",
  /** Argument: {@link OpenRecordArguments}. */
  openRecord: "graphlet.openRecord",
} as const;

export interface ShowGraphArguments {
  readonly uri: string;
  readonly pipeline?: string | undefined;
  readonly level?: ViewLevel | undefined;
  readonly trainer?: TraceId | undefined;
  /** See {@link ViewParams.against}. */
  readonly against?: TraceId | undefined;
  /** Node to select: a definition's node id. */
  readonly node?: string | undefined;
  /** With level `history`: opens what stopping models of `node` early would have saved and cost. */
  readonly tradeOff?: boolean | undefined;
}

export interface ModelArguments {
  readonly uri: string;
  readonly pipeline?: string | undefined;
  /** Id of the train execution; else the user is asked. */
  readonly trainer?: TraceId | undefined;
}

export interface OpenRecordArguments {
  readonly uri: string;
  readonly pipeline?: string | undefined;
  readonly record: TraceRecord;
  /** Title of a section of the text to go to. */
  readonly section?: string | undefined;
}

// --- records: the readable text of what a trace holds ------------------------------------------------------------------

/** What can be read as text. Ids are the store's own. */
export type TraceRecord =
  | { readonly type: "execution"; readonly id: TraceId }
  | { readonly type: "artifact"; readonly id: TraceId }
  | { readonly type: "run"; readonly name: string }
  /** Everything that a node of the pipeline ever ran, and trained. */
  | { readonly type: "node"; readonly node: string }
  | { readonly type: "graphlet"; readonly trainer: TraceId }
  | { readonly type: "explanation"; readonly trainer: TraceId }
  /** `against`: the last deployed model before it, the model before it, or the one that an execution trained. */
  | {
      readonly type: "comparison";
      readonly trainer: TraceId;
      readonly against: "deployed" | "before" | { readonly trainer: TraceId };
    };

export interface RecordParams {
  /** The definition that the trace is paired with. */
  readonly uri: string;
  readonly pipeline?: string | undefined;
  readonly record: TraceRecord;
}

/** A record as lines of text, at most 10,000. */
export interface RecordText {
  readonly text: string;
  /** What its tab is called where that is not told by the record alone: `model 142 explained`. Untrusted text. */
  readonly name: string | null;
  readonly links: readonly RecordLink[];
  /** In the order of their lines, the inner ones behind the one that holds them. */
  readonly sections: readonly RecordSection[];
  /** The trace is still being looked for or read: ask again when it has changed. */
  readonly pending: boolean;
}

/** UTF-16 characters `start` to `end` of a line (from 0) lead somewhere. */
export interface RecordLink {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly target: RecordTarget;
}
export type RecordTarget =
  | { readonly type: "record"; readonly record: TraceRecord }
  /** Where a node is defined. */
  | { readonly type: "source"; readonly node: string }
  /** The graph of a model. */
  | { readonly type: "graph"; readonly trainer: TraceId };

/** Lines (from 0) of a part of the text, the first being its title. */
export interface RecordSection {
  readonly title: string;
  readonly line: number;
  readonly end: number;
}

// --- the tree of traces -------------------------------------------------------------------------------------------------

export interface TreeParams {
  /** Null: the traces themselves. */
  readonly parent: TreeParent | null;
  readonly filter: TreeFilter;
  /** So many items that fit are left out: those that are shown already. */
  readonly offset: number;
  /** 1 to 1,000. */
  readonly limit: number;
}

/** An item that has others below it. Pipelines and runs by name (null: executions without one): rows change when a trace grows. */
export type TreeParent =
  | { readonly type: "trace"; readonly path: string }
  | { readonly type: "pipeline"; readonly path: string; readonly pipeline: string | null }
  | { readonly type: "graphlet"; readonly path: string; readonly trainer: TraceId }
  | { readonly type: "run"; readonly path: string; readonly pipeline: string | null; readonly run: string | null };

/** Which models, or runs where a pipeline trained none, the tree shows. What is absent or empty leaves out nothing. */
export interface TreeFilter {
  readonly statuses?: readonly TreeStatus[] | undefined;
  /** Seconds, or the unit of `graphlet.costProperty`. */
  readonly leastCost?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Milliseconds since the epoch; what began later is left out. */
  readonly until?: number | undefined;
  /** All of them must be in the label, the node, the run or the outcome; upper and lower case are the same. */
  readonly words?: string | undefined;
}

/** What became of a model; one that a failed step kept from being deployed is `failed`. */
export type TreeStatus = GraphletStatus | "failed";

export interface TreePage {
  readonly items: readonly TreeItem[];
  /** There are more behind these. */
  readonly more: boolean;
  /** One sentence why there are none: nothing fits the filter, or the trace cannot be read. Null where there is nothing to say. */
  readonly message: string | null;
  /** The trace could not be read. */
  readonly failed: boolean;
}

interface TreeTexts {
  /** Untrusted text, as all here. */
  readonly label: string;
  /** What stands behind the label. */
  readonly description: string;
  /** Sentences for tooltip and screen reader, besides the two above. */
  readonly details: readonly string[];
}

/** The pipeline that views, records and commands mean: of a definition, or of a store that no open definition is paired with. */
export interface TreeTarget {
  readonly uri: string;
  readonly pipeline?: string | undefined;
  /** A definition is paired with it: nodes have a place in the code. */
  readonly defined: boolean;
}

export type TreeItem = TreeTexts &
  (
    | { readonly type: "trace"; readonly path: string; readonly kind: string; readonly inUse: boolean }
    | { readonly type: "pipeline"; readonly pipeline: string | null; readonly target: TreeTarget }
    | {
        readonly type: "graphlet";
        readonly trainer: TraceId;
        readonly node: string;
        readonly status: TreeStatus;
      }
    | { readonly type: "run"; readonly run: string | null; readonly state: ExecutionState }
    | {
        readonly type: "execution";
        readonly id: TraceId;
        readonly node: string;
        readonly state: ExecutionState | "abandoned";
      }
  );

// --- a store's page -----------------------------------------------------------------------------------------------------

export interface StoreParams {
  readonly path: string;
  /** Read it again where that failed before. */
  readonly again?: boolean | undefined;
}

export type StorePage =
  | {
      readonly type: "store";
      readonly name: string;
      readonly path: string;
      /** `ML Metadata, schema 10` */
      readonly kind: string;
      /** Figures of the whole store. */
      readonly facts: readonly StoreFact[];
      /** By compute time, at most 200. */
      readonly pipelines: readonly StorePipeline[];
      readonly totalPipelines: number;
      /** The nodes that wasted most, at most 10. */
      readonly waste: readonly StoreWaste[];
      /** One sentence where the figures are from before because the store cannot be read any more; else null. */
      readonly note: string | null;
    }
  | StoreFailure;

export interface StoreFailure {
  readonly type: "failure";
  readonly reason: "cancelled" | "not-a-trace" | "failed";
  readonly message: string;
}

export interface StoreFact {
  readonly label: string;
  readonly value: string;
}
export interface StorePipeline {
  /** Null for executions without a pipeline. */
  readonly name: string | null;
  /** The name as shown. */
  readonly label: string;
  readonly target: TreeTarget;
  readonly runs: number;
  readonly models: number;
  readonly deployed: number;
  readonly wasted: number;
  /** In words; empty where unknown. */
  readonly cost: string;
  readonly wastedCost: string;
  /** Parts of the dearest pipeline's cost: 0 to 1. */
  readonly costShare: number;
  readonly wastedShare: number;
  readonly lastRun: string;
}
export interface StoreWaste {
  readonly node: string;
  readonly label: string;
  readonly pipeline: string | null;
  readonly pipelineLabel: string;
  readonly target: TreeTarget;
  /** `19.7 h · 63 % of 31.2 h` */
  readonly wasted: string;
  readonly runs: number;
}

/** Extension → a store's page. */
export type ToStorePage =
  /** While the store is read; `share` is 0 to 1, null where unknown. */
  { readonly type: "reading"; readonly share: number | null } | { readonly type: "page"; readonly page: StorePage };

/** A store's page → extension: checked there. Pipelines and nodes are named as on the page. */
export type FromStorePage =
  | { readonly type: "ready" }
  | { readonly type: "show"; readonly what: "graph" | "tree"; readonly pipeline: string | null }
  | { readonly type: "record"; readonly pipeline: string | null; readonly node: string }
  | { readonly type: "action"; readonly action: "cancel" | "retry" | "showLog" | "openOtherwise" | "copyPath" }
  | { readonly type: "error"; readonly message: string };

// --- view models ------------------------------------------------------------------------------------------------------

/** A picture of any level, or why there is none. */
export type View = GraphView | HistoryView | ViewFailure;

/** What the web view draws. Small, bounded, by ids; all texts are untrusted and go through `textContent`. */
export interface GraphView {
  readonly type: "graph";
  /** Same key: the same picture with newer figures; the view keeps selection, zoom and positions. */
  readonly key: string;
  readonly level: Exclude<ViewLevel, "history">;
  readonly uri: string;
  readonly pipeline: string | null;
  readonly title: string;
  /** One line of figures: `14 models · 3 deployed · 63 % of 31.2 h wasted`. */
  readonly summary: string;
  /** At level `graphlet`; at level `compare` the newer of the two. */
  readonly graphlet: GraphletHead | null;
  /** At level `compare`. */
  readonly comparison?: ComparisonView | undefined;
  /** See {@link ViewParams.range}. */
  readonly range?: TimeRange | undefined;
  /** The selection whose nodes are drawn alone. */
  readonly selection?: string | undefined;
  /** Neighbours in time to step to and choose from, newest first, at most 200. */
  readonly graphlets: readonly GraphletHead[];
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  /** Nodes before anything was left out; larger than `nodes.length` when the picture was narrowed. */
  readonly totalNodes: number;
  /** Sentences under the title: narrowed, no trace, definition has problems. */
  readonly notes: readonly string[];
  /** What cures what the first of them says; absent where nothing can be done from here. */
  readonly action?: ViewFailure["action"] | undefined;
}

export interface GraphletHead {
  readonly trainer: TraceId;
  /** `model 142` */
  readonly label: string;
  /** Milliseconds since the epoch, null where unknown. */
  readonly startedAt: number | null;
  readonly status: GraphletStatus;
  readonly whyNotPushed: NotPushedReason | null;
  /** Why not deployed, in a sentence. */
  readonly reason: string | null;
  readonly node: string;
}

export interface ViewNode {
  readonly id: string;
  readonly shape: "execution" | "artifact" | "stack";
  /** Colour role and glyph. */
  readonly kind: OperatorKind | ArtifactKind;
  readonly label: string;
  /** `3m 12s · 12 %`; empty for none. */
  readonly second: string;
  /** State glyph at the right, null for none. */
  readonly state: ExecutionState | GraphletStatus | "abandoned" | null;
  /** 0 to 1: length of the cost bar; null for none. */
  readonly costShare: number | null;
  /** Drawn as standing outside: a warm-start parent, an input from another graphlet. */
  readonly boundary: boolean;
  /** Id of the definition's node that it stands for; null where the definition has none. */
  readonly definitionNode: string | null;
  /** Rows in a stack; 1 else. */
  readonly count: number;
  /** Name of the run that it belongs to, where there is one. */
  readonly run?: string | undefined;
  /** The whole in words, for screen readers and tooltips: name, kind, state, figures. */
  readonly description: string;
  /** At level `compare`. */
  readonly difference?: Difference | undefined;
  /** What selections go by besides. */
  readonly figures?: NodeFigures | undefined;
}

/** Figures of what a node stands for; absent where they are not known. */
export interface NodeFigures {
  /** Seconds, or the unit of `graphlet.costProperty`. */
  readonly cost?: number;
  readonly runs?: number;
  readonly failed?: number;
  /** When it ran last: milliseconds since the epoch. */
  readonly startedAt?: number;
  /** How it ran, and what became of the models that it led to, where {@link ViewNode.state} shows one of them. */
  readonly ran?: ExecutionState | "abandoned";
  readonly status?: GraphletStatus | ExecutionStatus;
}

/** Where of two graphlets something is: in the one before alone, in the one after alone, in both and not the same, in both. */
export type Difference = "before" | "after" | "changed" | "same";

/** What differs between two graphlets, in words. */
export interface ComparisonView {
  /** The model that is compared with, the older one as a rule. */
  readonly before: GraphletHead;
  readonly after: GraphletHead;
  /** What was found, in sentences. */
  readonly finding: string;
  /** The training's inputs are known to be the same, and the outcome is not. */
  readonly sameInputsOtherOutcome: boolean;
  /** The table of differences, at most 500 rows in all. */
  readonly sections: readonly DifferenceSection[];
}
export interface DifferenceSection {
  readonly title: string;
  readonly rows: readonly DifferenceRow[];
  /** Rows that were left out. */
  readonly more: number;
}
export interface DifferenceRow {
  readonly label: string;
  /** Empty where that side has nothing. */
  readonly before: string;
  readonly after: string;
  /** The same as times, milliseconds since the epoch, in the place of the texts; null where one is not known. */
  readonly times?: { readonly before: number | null; readonly after: number | null };
  /** Null where it is not known. */
  readonly difference: Difference | null;
  /** Id of the {@link ViewNode} that it is about. */
  readonly node?: string | undefined;
}

/** The models of a pipeline over time. */
export interface HistoryView {
  readonly type: "history";
  /** See {@link GraphView.key}. */
  readonly key: string;
  readonly level: "history";
  readonly uri: string;
  readonly pipeline: string | null;
  readonly title: string;
  /** One a train node. */
  readonly lanes: readonly HistoryLane[];
  readonly marks: HistoryMarks;
  /** What is known of all that the pipeline cost, what led to no model among it. */
  readonly cost: number;
  /** What costs are in: empty for seconds, else the name of the user's property. */
  readonly costProperty: string;
  /** Models before any were left out. */
  readonly total: number;
  readonly notes: readonly string[];
  /** What stopping models early would have saved and cost, one a train node with models enough; absent until it is worked out. */
  readonly tradeOffs?: readonly TradeOffView[] | undefined;
}

export interface TradeOffParams {
  readonly uri: string;
  /** See {@link ViewParams.pipeline}. */
  readonly pipeline?: string | undefined;
}
export type TradeOffAnswer =
  /** Null until they are worked out, which {@link Changed} tells. */
  | { readonly type: "tradeOffs"; readonly nodes: readonly TradeOffView[] | null }
  | { readonly type: "failure"; readonly message: string };

/** What stopping a train node's models early would have saved and cost. */
export interface TradeOffView {
  readonly node: string;
  readonly models: number;
  readonly deployed: number;
  /** What is forecast of the next model, or why nothing is. */
  readonly note: string;
  /** One a point of a run, in order of time. */
  readonly curves: readonly TradeOffCurve[];
}

/** The trade-off at one point of a run. */
export interface TradeOffCurve {
  /** `before training` */
  readonly title: string;
  /** `107 models judged, 29 deployed or used; 16.2 h wasted` */
  readonly summary: string;
  /** From stopping none to stopping all, at most 42. */
  readonly steps: readonly TradeOffStep[];
  /** Index of the step that stops most and keeps all deployments, in hindsight. */
  readonly recommended: number;
  /** What would have come of it with thresholds set by what was known at each time. */
  readonly followed: TradeOffStep;
  /** What simple rules would have done. */
  readonly rules: readonly { readonly words: string; readonly step: TradeOffStep }[];
}

/** What one threshold saves and costs. Shares from 0 to 1, with 95 % intervals; null where unknown. */
export interface TradeOffStep {
  readonly stopped: number;
  readonly kept: number;
  readonly avoided: number | null;
  readonly avoidedFrom: number | null;
  readonly avoidedTo: number | null;
  readonly keptShare: number | null;
  readonly keptFrom: number | null;
  readonly keptTo: number | null;
  /** All of it in a sentence. */
  readonly text: string;
}

export interface HistoryLane {
  /** The train node's name in the trace. */
  readonly node: string;
  readonly definitionNode: string | null;
  /** Its marks: from this index on, so many. */
  readonly first: number;
  readonly count: number;
}

/** What a model's mark shows: its status, and for what went wrong how. */
export const markStates = ["pushed", "useful", "pending", "wasted", "failed", "abandoned"] as const;

/** Models in columns of one length, by lane, then time; at most 20,000. */
export interface HistoryMarks {
  readonly trainer: readonly TraceId[];
  /** `model 142` */
  readonly label: readonly string[];
  /** Milliseconds since the epoch, never falling within a lane; where unknown, that of the model before. */
  readonly at: readonly number[];
  /** Index into {@link markStates}. */
  readonly state: readonly number[];
  /** Index into `reasons`: why it was not deployed; -1 where it was or nothing says why. */
  readonly reason: readonly number[];
  readonly reasons: readonly string[];
  /** Of all that the model took; null where nothing is known. */
  readonly cost: readonly (number | null)[];
  /** Of what was not counted to an earlier model, and what of it was wasted: these can be summed. */
  readonly ownCost: readonly number[];
  readonly wasted: readonly number[];
  /** Share of data that it has in common with the model before in its lane; null where unknown or for the first. */
  readonly overlap: readonly (number | null)[];
  /** Length of a run of the same failure that begins here; 1 for what stands alone, 0 inside of such a run. */
  readonly fold: readonly number[];
}

export interface ViewEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `order`: runs after, without data. */
  readonly style: "plain" | "warm-start" | "baseline" | "cached" | "order";
  /** Key of the channel. */
  readonly label: string;
  /** At level `compare`. */
  readonly difference?: Difference | undefined;
}

/** What the drawer shows of the selected node. */
export interface Details {
  readonly node: string;
  readonly title: string;
  readonly sections: readonly DetailsSection[];
}
export interface DetailsSection {
  readonly title: string;
  readonly rows: readonly DetailsRow[];
}
export interface DetailsRow {
  readonly label: string;
  readonly value: string;
  /** Milliseconds since the epoch: shown behind the value, in the reader's own time. */
  readonly time?: number;
  /** The value is an id, path or URI worth copying. */
  readonly copy?: boolean;
  readonly link?: DetailsLink;
}
/** Where a row leads; the host checks it before it follows. */
export type DetailsLink =
  | { readonly type: "source"; readonly node: string }
  | { readonly type: "graphlet"; readonly trainer: TraceId }
  | { readonly type: "compare"; readonly trainer: TraceId; readonly against?: TraceId | undefined }
  | { readonly type: "record"; readonly record: TraceRecord }
  | { readonly type: "select"; readonly node: string };

// --- web view ↔ extension host -----------------------------------------------------------------------------------------

/** Extension host → web view. */
export type ToWebview =
  /** A picture is being made; the last one stays. `what`: shown as it is, `Reading metadata.sqlite`. */
  | { readonly type: "loading"; readonly what: string }
  | { readonly type: "view"; readonly view: View; readonly select: string | null }
  /** Nodes and edges of a large graph that is to come: those of its view are the last. `of`: its key. `start`: the first part. */
  | {
      readonly type: "part";
      readonly of: string;
      readonly start: boolean;
      readonly nodes: readonly ViewNode[];
      readonly edges: readonly ViewEdge[];
    }
  | { readonly type: "progress"; readonly progress: ReadProgress }
  | { readonly type: "details"; readonly details: Details | null; readonly node: string }
  /** Selects the node that stands for a definition's node; sent when the cursor moves. */
  | { readonly type: "selectDefinitionNode"; readonly node: string }
  /** Opens the trade-off of a train node in the history that is shown, or once it is there. */
  | { readonly type: "tradeOff"; readonly node: string }
  /** Whether the panel is locked; see {@link PanelState.locked}. */
  | { readonly type: "locked"; readonly locked: boolean }
  /** Wants the picture as a file's content; answered with `exported` of the same id. */
  | { readonly type: "export"; readonly id: number; readonly format: "svg" | "png" };

/** Web view → extension host; everything is checked there. */
export type FromWebview =
  | { readonly type: "ready"; readonly state: PanelState | null }
  /** A picture was drawn. Also what tests wait for. */
  | {
      readonly type: "drawn";
      readonly key: string;
      readonly nodes: number;
      readonly edges: number;
      readonly layout: "elk" | "quick";
      readonly layoutMs: number;
    }
  | { readonly type: "select"; readonly node: string | null; readonly reveal: boolean }
  | {
      readonly type: "show";
      readonly level: ViewLevel;
      readonly trainer?: TraceId;
      /** See {@link ViewParams.against}. */
      readonly against?: TraceId;
      /** See {@link ViewParams.range}. */
      readonly range?: TimeRange;
      readonly artifacts?: boolean;
      /** See {@link ViewParams.around}. */
      readonly around?: string;
      /** See {@link ViewParams.opened}. */
      readonly opened?: readonly string[];
      /** See {@link ViewParams.selection}. */
      readonly selection?: string;
    }
  | { readonly type: "follow"; readonly link: DetailsLink }
  | { readonly type: "copy"; readonly text: string }
  /** Lets the tree of traces show what began then alone. */
  | { readonly type: "filterTraces"; readonly range: TimeRange }
  /** `data`: the text of an SVG, or a PNG in base 64; null where there is no picture. */
  | {
      readonly type: "exported";
      readonly id: number;
      readonly format: "svg" | "png";
      readonly data: string | null;
    }
  | { readonly type: "action"; readonly action: NonNullable<ViewFailure["action"]> | "cancel" }
  | { readonly type: "error"; readonly message: string };

/** What the panel keeps over a reload of the window. */
export interface PanelState {
  readonly uri: string;
  readonly pipeline: string | null;
  readonly level: ViewLevel;
  readonly trainer: TraceId | null;
  /** See {@link ViewParams.against}. */
  readonly against?: TraceId | null;
  /** See {@link ViewParams.range}. */
  readonly range?: TimeRange;
  readonly selected: string | null;
  /** See {@link ViewParams.artifacts}. */
  readonly artifacts?: boolean;
  /** See {@link ViewParams.opened}. */
  readonly opened?: readonly string[];
  /** See {@link ViewParams.selection}. */
  readonly selection?: string;
  /** It stays at what it shows, whatever the cursor does and commands ask for. */
  readonly locked?: boolean;
}
