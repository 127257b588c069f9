import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseInvocation } from "../../../server/src/cli/arguments.ts";

const page = readFileSync("docs/fleet-kubernetes.md", "utf8");
const jobs = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text));
const [parts, merge] = jobs;

/** What the shell would hand to the program, with a job's index filled in. */
function argumentsOf(job: typeof parts, index: number): readonly string[] {
  const [line] = job.spec.template.spec.containers[0].args;
  const words = line.replaceAll("$JOB_COMPLETION_INDEX", `${index}`).replaceAll('"', "").split(/\s+/);
  return words.slice(words.indexOf("fleet"));
}

describe("the Kubernetes jobs of the documentation", () => {
  test("are jobs", () => {
    expect(jobs.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(["batch/v1 Job", "batch/v1 Job"]);
  });

  test("run every part once, each a part of as many as there are", () => {
    const { completionMode, completions } = parts.spec;
    expect(completionMode).toBe("Indexed");
    const shards = Array.from({ length: completions }, (_, index) => {
      const invocation = parseInvocation(argumentsOf(parts, index));
      return invocation.ok && invocation.value.type === "fleet" ? invocation.value.options.shard : null;
    });
    expect(shards).toEqual(Array.from({ length: completions }, (_, index) => ({ index, count: completions })));
  });

  test("write rows where the second one merges them", () => {
    const written = argumentsOf(parts, 7).join(" ");
    expect(written).toContain("--format rows --output /rows/part-7.ndjson");
    const invocation = parseInvocation(argumentsOf(merge, 0));
    expect(invocation).toMatchObject({ ok: true, value: { paths: ["/rows/part-*.ndjson"], options: { merge: true } } });
  });

  test("mount every volume that they name", () => {
    for (const { spec } of jobs) {
      const { volumes, containers } = spec.template.spec;
      const names = volumes.map(({ name }: { name: string }) => name);
      for (const { name } of containers[0].volumeMounts) expect(names).toContain(name);
    }
  });
});
