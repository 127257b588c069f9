import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { defaultSettings, severities } from "../../server/src/model/settings.ts";
import { settingAt, settingsSchema } from "../../server/src/model/settingsSchema.ts";
import { commands } from "../../server/src/protocol.ts";

const root = path.join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");

interface Property {
  readonly type: string;
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly scope?: string;
  readonly markdownDescription?: string;
  readonly additionalProperties?: { readonly enum?: readonly string[] };
}
interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: Readonly<Record<string, { readonly supported: unknown }>>;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when?: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Property>> }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const texts = JSON.parse(read("package.nls.json")) as Readonly<Record<string, string>>;
const declared = manifest.contributes.commands.map(({ command }) => command);
const properties = Object.assign(
  {},
  ...manifest.contributes.configuration.map((group) => group.properties),
) as Readonly<Record<string, Property>>;
const clientSources = globSync("client/src/**/*.ts", { cwd: root }).map(read);

describe("settings", () => {
  test("the manifest declares those of the schema, and no others", () => {
    expect(Object.keys(properties).sort()).toEqual(
      Object.keys(settingsSchema)
        .map((key) => `graphlet.${key}`)
        .sort(),
    );
  });

  test.each(Object.entries(settingsSchema))("%s: type, bounds and default are the same in both", (key, type) => {
    const property = properties[`graphlet.${key}`];
    expect(property?.default).toEqual(settingAt(defaultSettings, key));
    switch (type.type) {
      case "enum":
        expect(property?.enum).toEqual(type.values);
        expect(property?.enumDescriptions).toHaveLength(type.values.length);
        break;
      case "map":
        expect(property?.type).toBe("object");
        expect(property?.additionalProperties?.enum ?? null).toEqual(type.values);
        break;
      case "integer":
      case "number":
        expect([property?.type, property?.minimum, property?.maximum]).toEqual([type.type, type.minimum, type.maximum]);
        break;
      default:
        expect(property?.type).toBe(type.type);
    }
  });

  test.each(Object.entries(properties))(
    "%s has a scope and a description that ends with a full stop",
    (_key, property) => {
      expect(property.scope).toMatch(/^(resource|window)$/);
      const text = texts[property.markdownDescription?.replaceAll("%", "") ?? ""] ?? "";
      expect(text).toMatch(/\.$/);
      for (const [, key] of text.matchAll(/`#(.+?)#`/g)) expect(Object.keys(properties)).toContain(key);
    },
  );

  test("every severity is explained", () => {
    for (const severity of severities) expect(texts).toHaveProperty([`setting.severity.${severity}`]);
  });
});

describe("commands", () => {
  test("all are in one category", () => {
    expect(new Set(manifest.contributes.commands.map(({ category }) => category))).toEqual(new Set(["Graphlet"]));
  });

  test("the client carries out those that are declared, and no others", () => {
    const table = read("client/src/commands.ts");
    const carried = [
      ...[...table.matchAll(/\[commands\.(\w+)\]:/g)].map(([, name]) => commands[name as keyof typeof commands]),
      ...[...table.matchAll(/^ {4}"(graphlet\.\w+)":/gm)].map(([, id]) => id),
    ];
    expect(carried.sort()).toEqual([...declared].sort());
  });

  test("those that the server names are declared", () => {
    expect(declared).toEqual(expect.arrayContaining(Object.values(commands)));
  });

  test("keys have conditions, and each a command to itself under them", () => {
    const { keybindings } = manifest.contributes;
    for (const { command, when } of keybindings) expect([declared.includes(command), when]).not.toContain(undefined);
    const places = keybindings.map(({ key, when }) => `${key} ${when}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test("menus and the walkthrough name declared commands only", () => {
    const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const steps = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps);
    const inSteps = steps.flatMap(({ completionEvents }) => completionEvents.join("\n").match(/graphlet\.\w+/g) ?? []);
    const keys = new Set(contextKeys());
    for (const id of [...inMenus, ...inSteps]) expect(declared.includes(id) || keys.has(id)).toBe(true);
  });

  test("context keys in conditions are set by the client", () => {
    const { menus, keybindings } = manifest.contributes;
    const conditions = [...Object.values(menus).flat(), ...keybindings].flatMap(
      ({ when = "" }) => when.match(/(?<!')\bgraphlet\.\w+/g) ?? [],
    );
    expect(contextKeys()).toEqual(expect.arrayContaining(conditions));
  });
});

const contextKeys = (): string[] =>
  clientSources.flatMap((source) => [...source.matchAll(/"setContext", "([\w.]+)"/g)].map(([, key]) => key ?? ""));

// Pipelines are told by content, which no activation event can look at, and `onLanguage:python` would wake the extension in
// every Python folder. So it wakes up where a file's name promises a pipeline or a metadata store, at most three folders
// deep: below that lie virtual environments, whose packages have a `pipeline.py` of their own. Elsewhere its commands wake it.
// Awake, it starts its server only once an open file looks like a definition.
describe("activation", () => {
  test("nothing wakes the extension in any Python folder, or at start", () => {
    for (const event of manifest.activationEvents) {
      expect(event).toMatch(/^(workspaceContains:|onWebviewPanel:graphlet\.graph$)/);
    }
  });

  const patterns = manifest.activationEvents
    .filter((event) => event.startsWith("workspaceContains:"))
    .map((event) => event.slice("workspaceContains:".length));
  // VS Code takes a name without a star or a question mark literally, braces and all.
  const wakes = (file: string): boolean =>
    patterns.some((pattern) => (/[*?]/.test(pattern) ? path.posix.matchesGlob(file, pattern) : pattern === file));

  test.each([
    "pipeline.py",
    "local_pipeline.py",
    "pipeline/pipeline.py",
    "models/taxi/taxi_pipeline_beam.py",
    "tfx_notebook.ipynb",
    "notebooks/penguin_pipeline.ipynb",
    "output/taxi/metadata.sqlite",
    "a/b/c/d/e/metadata.db",
    "pipeline.yaml",
    "compiled/taxi_pipeline.json",
    "a/b/penguin_ir.pbtxt",
    "dvc.yaml",
    "dvc.lock",
    "MLproject",
    "steps/MLproject",
  ])("wakes up at %s", (file) => {
    expect(wakes(file)).toBe(true);
  });

  test.each([
    "train.py",
    "src/model.py",
    "analysis.ipynb",
    "package.json",
    "docker-compose.yml",
    "config/params.yaml",
    ".venv/lib/python3.12/site-packages/sklearn/pipeline.py",
    "venv/Lib/site-packages/sklearn/pipeline.py",
  ])("stays asleep at %s", (file) => {
    expect(wakes(file)).toBe(false);
  });

  test("the bundled examples wake it up", () => {
    const files = globSync("**/*.py", { cwd: path.join(root, "examples/taxi") });
    expect(files.some(wakes)).toBe(true);
  });
});

describe("texts and files", () => {
  test("every key that the manifest uses is defined, and every defined key is used", () => {
    const used = new Set([...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    expect([...used].sort()).toEqual(Object.keys(texts).sort());
  });

  test("files that the manifest names are there", () => {
    const pictures = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.svg));
    for (const file of [manifest.icon, manifest.l10n, ...pictures])
      expect(existsSync(path.join(root, file))).toBe(true);
  });

  test("it works in an untrusted workspace: nothing is ever run", () => {
    expect(manifest.capabilities["untrustedWorkspaces"]?.supported).toBe(true);
  });

  test("the bundle of the client's texts holds what the client says, and nothing else", async () => {
    const said = clientSources.flatMap((source) =>
      [...source.matchAll(/l10n\.t\(\s*("(?:[^"\\]|\\.)*")/g)].map(([, text]) => JSON.parse(text ?? '""') as string),
    );
    const bundle = Object.fromEntries([...new Set(said)].sort().map((text) => [text, text]));
    await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot("../../l10n/bundle.l10n.json");
  });
});
