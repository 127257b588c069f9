/**
 * The scalars of a `meta.yaml`, which MLflow writes flat: `key: value`, quoted where needed, long ones folded over indented lines. Values
 * are texts; `null` is left out. What is nested is passed over.
 */
export function flatYaml(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let key: string | null = null;
  let value = "";
  const keep = (): void => {
    if (key !== null) {
      const plain = unquoted(value.trim());
      if (plain !== null) found.set(key, plain);
    }
    key = null;
    value = "";
  };
  for (const line of text.split(/\r?\n/)) {
    const start = /^([\w.-]{1,200}):(?:\s+(.*))?$/.exec(line);
    if (start) {
      keep();
      key = start[1] ?? null;
      value = start[2] ?? "";
    } else if (/^\s+\S/.test(line)) {
      if (value === "" && /^\s*(?:- |[\w.-]+:\s)/.test(line)) key = null;
      else value += ` ${line.trim()}`;
    }
  }
  keep();
  return found;
}

function unquoted(text: string): string | null {
  if (text === "" || text === "null" || text === "~") return null;
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('"') && text.endsWith('"') && text.length > 1) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  }
  return text;
}
