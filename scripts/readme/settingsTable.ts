/** The parts of the manifest that describe settings. */
export interface Manifest {
  readonly contributes?: { readonly configuration?: Section | readonly Section[] };
}
interface Section {
  readonly properties?: Readonly<Record<string, Property>>;
}
interface Property {
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

const begin = "<!-- settings -->";
const end = "<!-- /settings -->";

/** A text of the manifest: `%key%` stands for the text of that key in package.nls.json. */
function localized(text: string, texts: Readonly<Record<string, string>>): string {
  const key = /^%(.+)%$/.exec(text)?.[1];
  return key === undefined ? text : (texts[key] ?? "");
}

/** Markdown for one cell: links to settings become their names. */
function cell(text: string): string {
  return text
    .replace(/`#([\w.]+)#`/g, "`$1`")
    .replaceAll("|", "\\|")
    .replace(/\s*\n\s*/g, " ");
}

/** The settings of the manifest as a Markdown table, in the manifest's order. */
export function settingsTable(manifest: Manifest, texts: Readonly<Record<string, string>>): string {
  const sections = [manifest.contributes?.configuration ?? []].flat();
  const rows = sections
    .flatMap((section) => Object.entries(section.properties ?? {}))
    .map(([name, property]) => {
      const text = localized(property.markdownDescription ?? property.description ?? "", texts);
      return `| \`${name}\` | \`${JSON.stringify(property.default ?? null)}\` | ${cell(text)} |`;
    });
  return ["| Setting | Default | What it does |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The README with `table` between its marks. Throws where it has no marks. */
export function withTable(readme: string, table: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}.`);
  return `${readme.slice(0, from + begin.length)}\n${table}\n${readme.slice(to)}`;
}
