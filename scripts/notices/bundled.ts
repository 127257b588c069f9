import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../vscode/paths.ts";

/** A package whose code ships. */
export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Text of its licence. */
  readonly text: string;
}

/** Shipped as files of their own, beside what esbuild bundles. */
const copied = ["elkjs", "sql.js"];

interface Manifest {
  readonly version: string;
  readonly license?: string;
}

/** Folder of the package that an input of a bundle belongs to (`node_modules/a/node_modules/b`), null for our own sources. */
function packageFolder(input: string): string | null {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null;
}

function inputs(): string[] {
  const folder = path.join(root, "out/meta");
  return readdirSync(folder).flatMap((file) => {
    const meta: { outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> } = JSON.parse(
      readFileSync(path.join(folder, file), "utf8"),
    );
    return Object.values(meta.outputs).flatMap((output) =>
      Object.entries(output.inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([input]) => input),
    );
  });
}

/** Text of a package's licence: its file, else the last part of its README, under that title. Null where it has neither. */
function licenceIn(place: string): string | null {
  const names = readdirSync(place);
  const file = names.find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
  if (file) return readFileSync(path.join(place, file), "utf8");
  const readme = names.find((name) => /^readme\.md$/i.test(name));
  if (!readme) return null;
  const [, licence = null] = /\n## licen[cs]e\s*\n([^#]+)$/i.exec(readFileSync(path.join(place, readme), "utf8")) ?? [];
  return licence;
}

function describe(folder: string): Bundled {
  const place = path.join(root, folder);
  const manifest: Manifest = JSON.parse(readFileSync(path.join(place, "package.json"), "utf8"));
  const text = licenceIn(place);
  if (text === null || !manifest.license) throw new Error(`${folder} has no licence file or names no licence.`);
  return {
    name: folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length),
    version: manifest.version,
    license: manifest.license,
    text: text.replaceAll("\r\n", "\n").trim(),
  };
}

/** The packages whose code the last build put into dist/, by name and version. Throws where one has no licence. */
export function bundledPackages(): readonly Bundled[] {
  const folders = new Set(copied.map((name) => `node_modules/${name}`));
  for (const input of inputs()) {
    const folder = packageFolder(input);
    if (folder) folders.add(folder);
  }
  const packages = [...folders].map(describe);
  const unique = new Map(packages.map((one) => [`${one.name}@${one.version}`, one]));
  return [...unique.keys()].sort().flatMap((key) => unique.get(key) ?? []);
}
