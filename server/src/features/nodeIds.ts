import type { DefinitionFormatName } from "../model/definition.ts";

/** Longest id that is taken, characters. */
const longest = 128;

interface IdRule {
  readonly pattern: RegExp;
  readonly words: string;
}

/** Names of Kubeflow tasks as its compiler writes them (`sanitize`): they become names of pods. */
const kubernetes: IdRule = {
  pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  words: "small letters, digits and hyphens, with a letter or digit at both ends",
};
const tfx: IdRule = {
  pattern: /^[A-Za-z_][\w.-]*$/,
  words: "letters, digits, underscores, dots and hyphens, with a letter or underscore first",
};

/** What an id may be made of in each format. Argo: `workflowFieldNameFmt`; DVC: no punctuation but `_` and `-` (`is_valid_name`). */
const rules: Readonly<Record<DefinitionFormatName, IdRule>> = {
  "tfx-python": tfx,
  "tfx-notebook": tfx,
  "tfx-ir": tfx,
  "kfp-ir": kubernetes,
  "kfp-python": kubernetes,
  argo: { pattern: /^[A-Za-z0-9][A-Za-z0-9-]*$/, words: "letters, digits and hyphens, with a letter or digit first" },
  dvc: { pattern: /^[\p{L}\p{N}_-]+$/u, words: "letters, digits, underscores and hyphens" },
  mlproject: { pattern: /^[\w.-]+$/, words: "letters, digits, underscores, dots and hyphens" },
};

/** What YAML reads as something else than a text where no quotes stand around it. */
const notText =
  /^(?:true|false|yes|no|on|off|y|n|null|~|[-+]?[\d_]+(?:\.[\d_]*)?(?:e[-+]?\d+)?|0[xo][\da-f]+|\.inf|\.nan)$/i;

const isYaml = (format: DefinitionFormatName): boolean =>
  format === "kfp-ir" || format === "argo" || format === "dvc" || format === "mlproject";

/** Why a text cannot be a node's id in a format, in one sentence; null where it can. */
export function whyNoId(format: DefinitionFormatName, id: string): string | null {
  const { pattern, words } = rules[format];
  if (id === "") return "A node needs a name.";
  if (id.length > longest) return `A name has at most ${longest} characters.`;
  if (!pattern.test(id)) return `A name is made of ${words}.`;
  if (isYaml(format) && notText.test(id)) return `YAML does not read \`${id}\` as a text.`;
  return null;
}
