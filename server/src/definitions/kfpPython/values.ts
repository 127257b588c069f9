import type { Carries } from "../../model/definition.ts";
import type { OperatorKind } from "../../model/kinds.ts";
import type { Span } from "../python/ast.ts";
import type { PythonSource } from "../python/source.ts";
import type { Frame, OpenQuestion } from "../tfxPython/machine.ts";
import type { FunctionValue, GivenArgument, Place, Reference, Value } from "../tfxPython/values.ts";

/** What Kubeflow Pipelines adds to the values of Python. */
export type KfpValue =
  | ComponentValue
  | TaskValue
  | OutputsValue
  | ChannelsValue
  | ControlValue
  | GroupValue
  | ConditionValue
  | DecoratorValue;

/** A component, or a pipeline: a call of it makes a task. */
export interface ComponentValue {
  readonly kind: "component";
  readonly component: Component;
}
export interface TaskValue {
  readonly kind: "task";
  readonly task: Task;
}
/** `task.outputs` */
export interface OutputsValue {
  readonly kind: "outputs";
  readonly task: Task;
  readonly place: Place;
}
/** A value that is known only when the pipeline runs. */
export interface ChannelsValue {
  readonly kind: "channels";
  /** What it is taken from: one, but for texts and choices. */
  readonly channels: readonly Channel[];
  /** The value is put together from the channels and more. */
  readonly composed: boolean;
}
/** `dsl.If(…)` before it is entered. */
export interface ControlValue {
  readonly kind: "control";
  readonly control: Control;
  readonly given: readonly GivenArgument[];
  /** What all that is in it runs after. */
  readonly after: readonly (Task | Group)[];
}
/** `with dsl.ExitHandler(…) as group` */
export interface GroupValue {
  readonly kind: "group";
  readonly group: Group;
}
/** `task.output == 'heads'` */
export interface ConditionValue {
  readonly kind: "condition";
  readonly channels: readonly Channel[];
}
/** `dsl.component(base_image=…)`: what makes a component of a function. */
export interface DecoratorValue {
  readonly kind: "decorator";
  readonly path: string;
  readonly given: readonly GivenArgument[];
}

export type Control = "If" | "Elif" | "Else" | "ParallelFor" | "ExitHandler";

/** An input or output of a component. */
export interface Port {
  readonly key: string;
  readonly carries: Carries;
  /** `system.Model`; of parameters `STRING` and the like. Null where the text does not say. */
  readonly type: string | null;
  /** It may be left out. */
  readonly optional: boolean;
  readonly place: Place | null;
}

/** What is known of a component. */
export interface Component {
  /** The name that tasks are named after, as KFP writes it before it makes it fit for Kubernetes. Of one that is not known, set with its variable. */
  name: string;
  /** What the code calls it: the function, the class. */
  title: string;
  /** Null where the text does not tell. */
  readonly inputs: readonly Port[] | null;
  readonly outputs: readonly Port[] | null;
  /** It may have more outputs than these. */
  readonly outputsOpen: boolean;
  /** Known by what it is, and not guessed. */
  readonly operatorKind: OperatorKind | null;
  readonly isImporter: boolean;
  /** The function that it is made of. */
  readonly function: FunctionValue | null;
  /** It is a pipeline itself. */
  readonly pipeline: PipelineFunction | null;
}

/** A function that defines a pipeline. */
export interface PipelineFunction {
  readonly function: FunctionValue;
  readonly name: Value | null;
  readonly namePlace: Place | null;
  /** Where the function was defined. */
  readonly frame: Frame;
  readonly parameters: readonly Port[];
  /** What it is declared to return. */
  readonly outputs: readonly Port[];
  /** Null until it is worked through, and while it is. */
  graph: Graph | null;
  running: boolean;
  /** Another pipeline calls it. */
  isNested: boolean;
}

/** What a pipeline's function makes. */
export interface Graph {
  readonly tasks: readonly Task[];
  readonly root: Group;
  /** What it returns, by key. */
  readonly outputs: ReadonlyMap<string, readonly Channel[]>;
  readonly questions: readonly OpenQuestion[];
}

/** A part of a pipeline that runs under one condition, in one loop, or before one exit task. */
export interface Group {
  readonly kind: "root" | "condition" | "condition-branches" | "for-loop" | "exit-handler";
  /** Number in its pipeline, for the name. */
  number: number;
  parent: Group | null;
  readonly groups: Group[];
  /** Its condition in the words of the text; null for what is always run. */
  words: string | null;
  /** What a following `Else` says of it. */
  readonly negated: readonly string[];
  /** What its condition, and those of the branches before it, look at. */
  readonly channels: readonly Channel[];
  readonly control: Control | null;
  /** What a loop goes over. */
  readonly items: readonly Channel[];
  readonly exitTask: Task | null;
  /** What all that is in it runs after. */
  readonly after: readonly (Task | Group)[];
}

/** A call of a component in a pipeline. Grows while the text is worked through. */
export interface Task {
  readonly index: number;
  readonly component: Component;
  /** Certain to be a task; a call of what is not known becomes one by its use. */
  isTask: boolean;
  /** Where its use does not say that it is a task, it is one unless what it returns is handed on, as a function's result is. */
  mayBeTask: boolean;
  group: Group;
  /** Given when the pipeline is worked through. */
  id: string;
  readonly source: PythonSource;
  span: Span;
  readonly nameSpan: Span;
  readonly arguments: readonly GivenArgument[];
  /** Grows by what methods take from channels: a machine's size, an image. */
  readonly inputs: TaskInput[];
  /** What methods of the task look at: they make an order, and no input. */
  readonly looksAt: Channel[];
  readonly after: (Task | Group)[];
  caching: { readonly enabled: boolean; readonly place: Place } | null;
  variable: string | null;
  readonly references: Reference[];
  /** Output keys that the text uses. */
  readonly usedOutputs: Map<string, Carries>;
  /** Conditions of Python itself that the text does not decide. */
  readonly words: readonly string[];
}

export interface TaskInput {
  readonly key: string;
  readonly port: Port | null;
  readonly channels: readonly Channel[];
  readonly composed: boolean;
  readonly place: Place;
}

/** Where a value comes from. */
export type Channel =
  | { readonly from: "task"; readonly task: Task; readonly output: string; readonly carries: Carries | null }
  | { readonly from: "parameter"; readonly name: string; readonly carries: Carries | null }
  /** An item of what a loop goes over, or what is collected of a loop's turns. */
  | { readonly from: "item" | "collected"; readonly of: readonly Channel[]; readonly carries: Carries | null };
