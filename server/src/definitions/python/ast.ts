/** A stretch of a source: offsets in UTF-16 units, half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Parameters, arguments and expressions of Python as far as definitions need them; what is not understood is `bad`. */
export type Expression =
  | NameExpression
  | StringExpression
  | FormattedString
  | NumberExpression
  | WordExpression
  | AttributeExpression
  | SubscriptExpression
  | CallExpression
  | SequenceExpression
  | DictionaryExpression
  | ComprehensionExpression
  | BinaryExpression
  | UnaryExpression
  | ConditionalExpression
  | LambdaExpression
  | StarExpression
  | NamedExpression
  | YieldExpression
  | OtherExpression
  | BadExpression;

export interface NameExpression extends Span {
  readonly type: "name";
  readonly name: string;
}
/** Adjacent literals are one; `value` is null for bytes. */
export interface StringExpression extends Span {
  readonly type: "string";
  readonly value: string | null;
}
export interface FormattedString extends Span {
  readonly type: "formatted";
  readonly parts: readonly (string | Expression)[];
}
export interface NumberExpression extends Span {
  readonly type: "number";
  readonly value: number;
}
/** `True`, `False`, `None`, `...` */
export interface WordExpression extends Span {
  readonly type: "word";
  readonly value: boolean | null | undefined;
}
export interface AttributeExpression extends Span {
  readonly type: "attribute";
  readonly object: Expression;
  readonly name: string;
  readonly nameSpan: Span;
}
export interface SubscriptExpression extends Span {
  readonly type: "subscript";
  readonly object: Expression;
  readonly indices: readonly Expression[];
  /** `a[1:2]`: what stands between the colons, null for what is left out. Null for `a[1]`. */
  readonly slice: readonly (Expression | null)[] | null;
}
export interface CallExpression extends Span {
  readonly type: "call";
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  /** The parenthesis is closed in the text. */
  readonly closed: boolean;
}
export interface Argument extends Span {
  /** Null for a positional one. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly star: "" | "*" | "**";
  readonly value: Expression;
}
/** A list, tuple or set; the parentheses of a tuple may be missing. */
export interface SequenceExpression extends Span {
  readonly type: "sequence";
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly Expression[];
  readonly closed: boolean;
}
export interface DictionaryExpression extends Span {
  readonly type: "dictionary";
  /** `key` is null for `**value`. */
  readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[];
}
export interface ComprehensionExpression extends Span {
  readonly type: "comprehension";
  readonly kind: "list" | "set" | "generator" | "dictionary";
  /** Of a dictionary. */
  readonly key: Expression | null;
  readonly element: Expression;
  readonly clauses: readonly ComprehensionClause[];
}
export type ComprehensionClause =
  | { readonly type: "for"; readonly target: Expression; readonly iterable: Expression }
  | { readonly type: "if"; readonly test: Expression };
export interface BinaryExpression extends Span {
  readonly type: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryExpression extends Span {
  readonly type: "unary";
  readonly operator: string;
  readonly operand: Expression;
}
export interface ConditionalExpression extends Span {
  readonly type: "conditional";
  readonly test: Expression;
  readonly body: Expression;
  readonly otherwise: Expression;
}
export interface LambdaExpression extends Span {
  readonly type: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}
export interface StarExpression extends Span {
  readonly type: "star";
  readonly value: Expression;
}
export interface NamedExpression extends Span {
  readonly type: "named";
  readonly target: Expression;
  readonly value: Expression;
}
export interface YieldExpression extends Span {
  readonly type: "yield";
  readonly value: Expression | null;
  /** `yield from` */
  readonly all: boolean;
}
/** Something whose value is not understood, with the expressions in it. */
export interface OtherExpression extends Span {
  readonly type: "other";
  readonly parts: readonly Expression[];
}
export interface BadExpression extends Span {
  readonly type: "bad";
}

export interface Parameter extends Span {
  readonly name: string;
  readonly star: "" | "*" | "**";
  readonly keywordOnly: boolean;
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}

export type Statement =
  | AssignStatement
  | UpdateStatement
  | ExpressionStatement
  | ReturnStatement
  | SimpleStatement
  | ScopeStatement
  | ImportStatement
  | FromImportStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | WithStatement
  | TryStatement
  | FunctionStatement
  | ClassStatement;

export interface AssignStatement extends Span {
  readonly type: "assign";
  readonly targets: readonly Expression[];
  readonly annotation: Expression | null;
  /** Null for a mere annotation. */
  readonly value: Expression | null;
}
export interface UpdateStatement extends Span {
  readonly type: "update";
  readonly target: Expression;
  /** `+=` */
  readonly operator: string;
  readonly value: Expression;
}
export interface ExpressionStatement extends Span {
  readonly type: "expression";
  readonly value: Expression;
}
export interface ReturnStatement extends Span {
  readonly type: "return";
  readonly value: Expression | null;
}
export interface SimpleStatement extends Span {
  readonly type: "raise" | "pass" | "break" | "continue" | "delete" | "assert" | "other";
  readonly values: readonly Expression[];
}
export interface ScopeStatement extends Span {
  readonly type: "global" | "nonlocal";
  readonly names: readonly string[];
}
export interface ImportStatement extends Span {
  readonly type: "import";
  readonly names: readonly ImportedName[];
}
export interface FromImportStatement extends Span {
  readonly type: "fromImport";
  /** As written, with its leading dots. */
  readonly module: string;
  readonly moduleSpan: Span;
  /** `import *` */
  readonly all: boolean;
  readonly names: readonly ImportedName[];
  /** Names stand in parentheses. */
  readonly parenthesized: boolean;
}
/** `a.b as c`; the span covers all of it. */
export interface ImportedName extends Span {
  readonly name: string;
  readonly alias: string | null;
}
export interface IfStatement extends Span {
  readonly type: "if";
  /** `if` and each `elif`. */
  readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
  readonly otherwise: Body | null;
}
export interface ForStatement extends Span {
  readonly type: "for";
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Body;
  readonly otherwise: Body | null;
}
export interface WhileStatement extends Span {
  readonly type: "while";
  readonly test: Expression;
  readonly body: Body;
  readonly otherwise: Body | null;
}
export interface WithStatement extends Span {
  readonly type: "with";
  readonly items: readonly { readonly value: Expression; readonly target: Expression | null }[];
  readonly body: Body;
}
export interface TryStatement extends Span {
  readonly type: "try";
  readonly body: Body;
  readonly handlers: readonly { readonly exceptions: readonly Expression[]; readonly body: Body }[];
  readonly otherwise: Body | null;
  readonly finally: Body | null;
}
export interface FunctionStatement extends Span {
  readonly type: "function";
  readonly name: string;
  readonly nameSpan: Span;
  readonly decorators: readonly Expression[];
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | null;
  readonly body: Body;
}
export interface ClassStatement extends Span {
  readonly type: "class";
  readonly name: string;
  readonly nameSpan: Span;
  readonly decorators: readonly Expression[];
  readonly bases: readonly Argument[];
  readonly body: Body;
}

/** The statements after a colon, or of a whole source. */
export interface Body extends Span {
  readonly statements: readonly Statement[];
}
