/** Markup that is made by {@link element}: every text in it is escaped. */
export interface Markup {
  readonly markup: string;
}

/** What can stand in an element; nothing where null. */
export type Child = Markup | string | null | readonly Child[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Longest text that is shown of a name. */
const longest = 300;

/** A text as markup. Control characters, and those that turn the direction of writing, stand as a sign for themselves. */
const escaped = (text: string): string =>
  (text.length > longest ? `${text.slice(0, longest)}…` : text)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** Elements without an end tag. */
const empty: ReadonlySet<string> = new Set(["meta", "rect", "line", "path"]);

/** An element of HTML or SVG. `name` and the attributes' names are this program's own, values and texts may be anybody's. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): Markup {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const start = `<${name}${given.join("")}${empty.has(name) && name !== "meta" ? "/" : ""}>`;
  return { markup: empty.has(name) ? start : `${start}${children.map(inner).join("")}</${name}>` };
}

/** A document: its language, head and body. */
export const documentOf = (head: readonly Markup[], body: readonly Markup[]): string =>
  `<!doctype html>\n${element("html", { lang: "en" }, element("head", {}, head), element("body", {}, body)).markup}\n`;

function inner(child: Child): string {
  if (child === null) return "";
  if (typeof child === "string") return escaped(child);
  return "markup" in child ? child.markup : child.map(inner).join("\n");
}

/** Attributes of what is scrolled sideways where it is too wide: reached by the keyboard, with a name. */
export const scrolled = (title: string): Readonly<Record<string, string>> => ({
  ...{ class: "scroll", tabindex: "0" },
  ...{ role: "region", "aria-label": title },
});

/** A style sheet of this program's own. */
export const styleSheet = (css: string): Markup => ({ markup: `<style>${css}</style>` });
