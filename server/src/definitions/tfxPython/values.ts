import type { ClassStatement, FunctionStatement, LambdaExpression, Span } from "../python/ast.ts";
import type { PythonSource } from "../python/source.ts";
import type { StandardComponent } from "./componentTable.ts";
import type { Condition } from "./conditions.ts";

/** A stretch of one of the sources that are read. */
export interface Place {
  readonly source: PythonSource;
  readonly span: Span;
}

/** What the text says of a Python value, without running anything. */
export type Value =
  | Unknown
  | Constant
  | SequenceValue
  | MappingValue
  | ObjectValue
  | External
  | ModuleValue
  | FunctionValue
  | ClassValue
  | ComponentClassValue
  | MadeValue
  | OutputsValue
  | ChannelValue
  | PipelineValue
  | PartialValue
  | BoundValue
  | SpecialValue
  | Choice;

/** Nothing is known, but for the words that made it. */
export interface Unknown {
  readonly type: "unknown";
  /** Module that was not found, where that is why. */
  readonly missing?: MissingModule;
}
export interface MissingModule {
  readonly module: string;
  readonly place: Place;
}
export interface Constant {
  readonly type: "constant";
  readonly value: string | number | boolean | null;
  /** Where it is written. */
  readonly place: Place | null;
  /** A parameter's default, of a function that nothing calls: a caller may give another. */
  readonly assumed?: boolean;
}
/** List, tuple or set; its items are kept in the heap under `id`. */
export interface SequenceValue {
  readonly type: "sequence";
  readonly id: number;
}
/** Dictionary; its entries are kept in the heap. */
export interface MappingValue {
  readonly type: "mapping";
  readonly id: number;
}
/** Instance of a class of the text; its attributes are kept in the heap. */
export interface ObjectValue {
  readonly type: "object";
  readonly id: number;
  readonly class: ClassValue;
}
/** A name in a module that is not read: `tfx.components.Trainer`, or of nothing at all. */
export interface External {
  readonly type: "external";
  readonly path: string;
  /** The name is bound nowhere in the text. */
  readonly unbound?: boolean;
  readonly missing?: MissingModule;
}
export interface ModuleValue {
  readonly type: "module";
  readonly module: Module;
}
export interface FunctionValue {
  readonly type: "function";
  readonly definition: FunctionStatement | LambdaExpression;
  readonly source: PythonSource;
  readonly scope: Scope;
  readonly self: Value | null;
  /** Under `@component`: a call makes a node. */
  readonly component: ComponentClass | null;
}
export interface ClassValue {
  readonly type: "class";
  readonly definition: ClassStatement;
  readonly source: PythonSource;
  /** The class's own names. */
  readonly scope: Scope;
  readonly bases: readonly Value[];
  readonly component: ComponentClass | null;
}
/** A class of components that a call made. */
export interface ComponentClassValue {
  readonly type: "componentClass";
  readonly component: ComponentClass;
}
/** What a call gave that is not followed: a component, a protocol buffer, anything. */
export interface MadeValue {
  readonly type: "made";
  readonly made: Made;
}
/** `x.outputs` */
export interface OutputsValue {
  readonly type: "outputs";
  readonly of: Made;
  readonly place: Place;
}
export interface ChannelValue {
  readonly type: "channel";
  readonly makers: readonly Maker[];
  /** `.future()` and what is taken from it: an execution property or a predicate. */
  readonly placeholder: boolean;
}
export interface PipelineValue {
  readonly type: "pipeline";
  readonly pipeline: PipelineMade;
}
export interface PartialValue {
  readonly type: "partial";
  readonly callee: Value;
  readonly arguments: readonly GivenArgument[];
}
/** A method of something that is no instance: `components.append`. */
export interface BoundValue {
  readonly type: "bound";
  readonly object: Value;
  readonly name: string;
}
/** A value of another language in Python (see `Dialect`), which alone knows what it is. */
export interface SpecialValue {
  readonly type: "special";
  readonly special: Special;
}
export interface Special {
  readonly kind: string;
}
/** One of several, which the text does not tell. */
export interface Choice {
  readonly type: "choice";
  readonly options: readonly Value[];
}

/** Who makes what a channel carries; null for something outside the pipeline. */
export interface Maker {
  readonly made: Made | null;
  /** Empty where the text does not tell. */
  readonly output: string;
}

/** An argument of a call, with what it was worked out to. */
export interface GivenArgument {
  readonly name: string | null;
  readonly star: "" | "*" | "**";
  readonly value: Value;
  readonly place: Place;
}

/** What is known of the class or function whose call makes a node. */
export interface ComponentClass {
  readonly name: string;
  readonly standard: StandardComponent | null;
  /** Of TFX itself. */
  readonly tfx: boolean;
  /** `Train`, `Deploy`, … as annotated. */
  readonly annotation: string | null;
  /** One of its outputs is a model. */
  readonly makesModel: boolean;
  /** Standard component that it derives from. */
  readonly derivedFrom: string | null;
}

/** What a call of something that is not followed gave. Grows while the text is worked through. */
export interface Made {
  /** Order of making. */
  readonly index: number;
  /** Last part of the callee's name. */
  readonly name: string;
  /** The callee's name with its module, where it is external. */
  readonly path: string | null;
  /** The callee's module, where it was not found. */
  readonly missing: MissingModule | null;
  readonly class: ComponentClass;
  readonly source: PythonSource;
  /** The call with its `.with_id(…)` and the like. */
  span: Span;
  readonly nameSpan: Span;
  readonly arguments: readonly GivenArgument[];
  /** The call's closing bracket is there. */
  readonly closed: boolean;
  /** It is used as a component, or its class says so. */
  isComponent: boolean;
  /** Set by `.with_id(…)`. */
  id: Value | null;
  readonly conditions: readonly Condition[];
  variable: string | null;
  readonly references: Reference[];
  /** Attributes set from outside. */
  readonly attributes: Map<string, Value>;
  readonly upstream: Set<Made | PipelineMade>;
  readonly usedOutputs: Set<string>;
  /** Function in which it was made; null at the top of a module. */
  readonly function: FunctionStatement | LambdaExpression | null;
  /** Run through that function: two calls of it are two. */
  readonly frame: number;
  /** Made while another module was imported. */
  readonly imported: boolean;
}

export interface Reference extends Place {
  readonly role: "channel" | "list" | "assignment" | "after" | "other";
  readonly output: string | null;
}

/** A `Pipeline(…)`. */
export interface PipelineMade {
  readonly index: number;
  readonly name: Value;
  readonly place: Place;
  readonly namePlace: Place | null;
  readonly members: readonly Item[];
  /** Why `members` may not be all. */
  readonly open: Openness | null;
  readonly outputs: Value;
  readonly inputs: Value;
  readonly caching: boolean | null;
  readonly stores: readonly { readonly path: string; readonly place: Place }[];
  /** The metadata is kept in a database. */
  readonly inDatabase: boolean;
  readonly conditions: readonly Condition[];
  readonly frame: number;
  /** Made while another module was imported. */
  readonly imported: boolean;
  /** The call is still being typed. */
  readonly unfinished: boolean;
  readonly upstream: Set<Made | PipelineMade>;
  id: Value | null;
}

/** An item of a list, and under which conditions it was put there. */
export interface Item {
  readonly value: Value;
  readonly place: Place;
  readonly conditions: readonly Condition[];
}

/** Why a list may hold more than its items. */
export interface Openness {
  readonly place: Place;
  readonly unfinished: boolean;
  readonly missing: MissingModule | null;
}

export interface Entry {
  readonly value: Value;
  readonly place: Place;
}

/** Names of a module, function or class. */
export interface Scope {
  variables: Map<string, Value>;
  readonly parent: Scope | null;
  readonly module: Module;
  /** Of a class: its names are not seen from its methods. */
  readonly isClass: boolean;
  /** Names that belong to the module (`global`). */
  readonly globals: Set<string>;
}

export interface Module {
  /** Dotted name under which it was imported, empty for the one that is opened. */
  readonly name: string;
  readonly uri: string;
  readonly sources: readonly PythonSource[];
  readonly scope: Scope;
  /** Modules of which everything is imported and that are not read. */
  readonly wildcards: string[];
  /** Dotted names that `import a.b` makes reachable. */
  readonly imported: Set<string>;
  /** Its file's path relative to the opened one's folder: `__file__`. */
  readonly path: string;
  /** It is run, not imported: its `__name__` is `__main__`. */
  isMain: boolean;
  state: "new" | "running" | "done";
}
