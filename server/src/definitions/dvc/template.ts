import { type Data, interpolated } from "./data.ts";

/** Values by the names of the outermost level. */
export type Context = ReadonlyMap<string, Data>;

/** A `${…}` in a text: what is within, and its offsets in the text. */
export interface Template {
  readonly expression: string;
  readonly from: number;
  readonly to: number;
}

/** The templates of a text: `\${` is none, and none goes over a line's end. */
export function templatesIn(text: string): readonly Template[] {
  const found: Template[] = [];
  for (let at = text.indexOf("${"); at >= 0; ) {
    const close = text.indexOf("}", at);
    if (close < 0) break;
    const expression = text.slice(at + 2, close);
    if (text[at - 1] !== "\\" && !expression.includes("\n")) {
      found.push({ expression, from: at, to: close + 1 });
      at = text.indexOf("${", close + 1);
    } else at = text.indexOf("${", at + 2);
  }
  return found;
}

/** The value that an expression names (`item.lr`, `models[0].name`); null where there is none. */
export function select(context: Context, expression: string): Data | null {
  const [first = "", ...rest] = expression.replaceAll("[", ".").replaceAll("]", "").split(".");
  let at = context.get(first.trim()) ?? null;
  for (const part of rest) {
    const key = part.trim();
    if (at?.type === "map") at = at.entries.get(key) ?? null;
    else if (at?.type === "list") at = /^-?\d+$/.test(key) ? (at.items.at(Number(key)) ?? null) : null;
    else return null;
  }
  return at;
}

/** What is wrong with a template. */
export interface TemplateFailure {
  readonly template: Template;
  readonly reason: "unknown" | "not-a-text";
}

/** Longer texts are not put together, characters. */
const maxLength = 100_000;

/** A text with its templates filled in; those that cannot be stay as they are written, and are told. */
export function fillIn(
  text: string,
  context: Context,
  inCommand: boolean,
  failed: (failure: TemplateFailure) => void,
): string {
  const templates = templatesIn(text);
  if (templates.length === 0) return text.replaceAll("\\${", "${");
  let result = "";
  let done = 0;
  for (const template of templates) {
    const value = select(context, template.expression);
    const written = value && interpolated(value, inCommand);
    if (written === null) failed({ template, reason: value ? "not-a-text" : "unknown" });
    result += text.slice(done, template.from) + (written ?? text.slice(template.from, template.to));
    done = template.to;
    if (result.length > maxLength) break;
  }
  return (result + text.slice(done)).slice(0, maxLength).replaceAll("\\${", "${");
}

/** The value of a text that is one template and nothing else; null for any other, or where there is no such value. */
export function wholeValue(text: string, context: Context): Data | null {
  const [template, another] = templatesIn(text);
  if (!template || another || template.from !== 0 || template.to !== text.length) return null;
  return select(context, template.expression);
}
