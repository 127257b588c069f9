// Brings node_modules to what package-lock.json says; does nothing where it is so already.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

const root = path.resolve(import.meta.dirname, "..");
const installed = path.join(root, "node_modules/.package-lock.json");

function read(file: string): Lock {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Whether every package of the lock file (those made for other platforms aside) is installed in the version it names. */
function isComplete(): boolean {
  if (!existsSync(installed)) return false;
  const there = read(installed).packages;
  const wanted = read(path.join(root, "package-lock.json")).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === "" || optional || there[place]?.version === version,
  );
}

if (!isComplete()) {
  console.log("Installing packages");
  // Not `npm ci`: it refuses a lock file that lacks packages made for other platforms, and registries need not carry those.
  const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  process.exit(status ?? 1);
}
