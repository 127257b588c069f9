import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Servers refuse to run as root; tests in containers often are. */
const nobody =
  process.getuid?.() === 0 ? { uid: numberOf("-u"), gid: numberOf("-g") } : ({} as { uid?: number; gid?: number });

const temporary = nobody.uid === undefined ? tmpdir() : "/tmp";
const environment = { ...process.env, TMPDIR: temporary };

function numberOf(option: string): number {
  return Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
}

/** A temporary folder that servers may write to; of a user who is not ours, only where everybody may go. */
export function folderFor(name: string): string {
  const folder = mkdtempSync(join(temporary, `graphlet-${name}-`));
  own(folder);
  return folder;
}

/** Makes a file or folder that of the user whom servers run as. */
export function own(path: string): void {
  if (nobody.uid !== undefined && nobody.gid !== undefined) chownSync(path, nobody.uid, nobody.gid);
}

/** A certificate for `localhost` that signs itself. */
export function certificateIn(folder: string): { readonly cert: string; readonly key: string } {
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
  execFileSync("openssl", [...args, "-keyout", key, "-out", cert], { stdio: "pipe" });
  for (const path of [cert, key]) own(path);
  return { cert, key };
}

/** A port of this machine that nobody uses at the moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

export type Command = readonly [program: string, ...args: string[]];

/** Runs a program to its end; what it printed. Throws where it fails. */
export const run = ([program, ...args]: Command, input = ""): string =>
  execFileSync(program, args, {
    encoding: "utf8",
    stdio: "pipe",
    maxBuffer: 1 << 28,
    input,
    env: environment,
    ...nobody,
  });

/** Starts a program with an input; it is ended by {@link end}. */
export function start([program, ...args]: Command, input: string | null = null): ChildProcess {
  const child = spawn(program, args, {
    stdio: [input === null ? "ignore" : "pipe", "ignore", "pipe"],
    env: environment,
    ...nobody,
  });
  if (input !== null) child.stdin?.end(input);
  return child;
}

export const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });

/** Waits until `ask` no longer throws, 60 s at most. */
export async function untilReady(server: ChildProcess, ask: () => void): Promise<void> {
  let said = "";
  server.stderr?.on("data", (data) => {
    said += String(data);
  });
  for (let tries = 0; tries < 600 && server.exitCode === null; tries++) {
    try {
      ask();
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new Error(`the server did not start:\n${said}`);
}
