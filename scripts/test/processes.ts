// Child processes of one test run: everything that a step starts ends with it.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../vscode/paths.ts";

export interface Run {
  /** Removed when the run ends; also where its programs keep what is temporary. */
  readonly temp: string;
  /** Runs a program with its output on the terminal; resolves with its exit code. */
  exec(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<number>;
  /** Interrupts the program that is running, and does not start another. */
  stop(): Promise<void>;
  /** Ends what earlier programs left running. */
  reap(): Promise<void>;
}

const mark = "GRAPHLET_TEST_RUN";

/** Plain text where nobody looks at a terminal. */
const colours: Readonly<Record<string, string>> = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" };

/** Processes that carry this run's mark in their environment: whatever its programs started, however far away. */
function marked(id: string): number[] {
  const wanted = `${mark}=${id}`;
  return listProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(wanted);
    } catch {
      return false; // It has ended, or belongs to somebody else.
    }
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return []; // A system without /proc: programs are trusted to end what they start.
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

export function startRun(temp: string): Run {
  const id = randomUUID();
  const tmp = path.join(temp, "tmp");
  mkdirSync(tmp);
  let current: ChildProcess | null = null;
  let stopped = false;
  return {
    temp,
    async exec(command, args, env = {}) {
      if (stopped) return 130;
      const child = spawn(command, args, {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
        env: { ...process.env, ...colours, TMPDIR: tmp, [mark]: id, ...env },
        detached: true,
      });
      current = child;
      const code = await new Promise<number>((resolve) => {
        child.once("error", (error) => {
          console.error(error.message);
          resolve(127);
        });
        child.once("exit", (status) => resolve(status ?? 1));
      });
      current = null;
      return code;
    },
    async stop() {
      stopped = true;
      const child = current;
      if (!child?.pid) return;
      kill(-child.pid, "SIGTERM");
      await sleep(8000, undefined, { ref: false });
      if (child.exitCode === null) kill(-child.pid, "SIGKILL");
    },
    async reap() {
      for (const pid of marked(id)) kill(pid, "SIGTERM");
      for (let tries = 0; tries < 20 && marked(id).length > 0; tries++) await sleep(100);
      for (const pid of marked(id)) kill(pid, "SIGKILL");
    },
  };
}
