import { graphletStatuses } from "../model/graphlet.ts";
import { artifactKinds, executionStates, operatorKinds } from "../model/kinds.ts";

/** How a field's values are written. */
export type FieldType = "words" | "duration" | "share" | "count" | "time";

interface Field {
  readonly type: FieldType;
  /** The words that it may have. */
  readonly words: readonly string[];
  /** What it is, for completion and messages. */
  readonly about: string;
}

const words = (about: string, known: readonly string[]): Field => ({
  type: "words",
  words: [...new Set(known)],
  about,
});
const number = (about: string, type: Exclude<FieldType, "words">): Field => ({ type, words: [], about });

/** What a node can be selected by, beside its name. */
export const fields = {
  kind: words("what a node does, or what an artifact is", [...operatorKinds, ...artifactKinds]),
  state: words("how it ran", [...executionStates, "abandoned"]),
  status: words("what became of the models that it led to", [...graphletStatuses, "deployed", "used", "unattributed"]),
  shape: words("what is drawn", ["execution", "artifact", "stack"]),
  cost: number("what it cost", "duration"),
  share: number("its part of the whole cost", "share"),
  runs: number("how often it ran", "count"),
  failed: number("how often it failed", "count"),
  started: number("when it ran last", "time"),
} as const satisfies Readonly<Record<string, Field>>;

export type FieldName = keyof typeof fields;
export const fieldNames = Object.keys(fields) as readonly FieldName[];

export const isFieldName = (word: string): word is FieldName => Object.hasOwn(fields, word);

/** Words that mean the same. Users read `deployed` and `used`; the JSON says `pushed` and `useful`. */
const statusWords: Readonly<Record<string, string>> = { deployed: "pushed", used: "useful" };
export const canonicalWord = (field: FieldName, word: string): string =>
  field === "status" && Object.hasOwn(statusWords, word) ? (statusWords[word] ?? word) : word;
