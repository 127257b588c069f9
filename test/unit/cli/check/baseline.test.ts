import { describe, expect, test } from "vitest";
import { baselineText, fingerprintOf, parseBaseline } from "../../../../server/src/cli/check/baseline.ts";
import type { Identity } from "../../../../server/src/cli/check/report.ts";
import { finding, place } from "./reports.ts";

const path = "/srv/graphlet-baseline.json";
const entries = (text: string): readonly Identity[] | string => {
  const parsed = parseBaseline(path, text);
  return parsed.ok ? parsed.value.entries : parsed.error;
};

describe("a fingerprint", () => {
  const before = fingerprintOf(finding(), "/srv");

  test("stays when lines, numbers and severity change", () => {
    const later = finding({ place: place(40), message: "12 of the last 14 …", seconds: 5, severity: "error" });
    expect(fingerprintOf(later, "/srv")).toBe(before);
  });

  test("stays when the file of a named pipeline is moved", () => {
    expect(fingerprintOf(finding({ definition: "/srv/src/pipeline.py" }), "/srv")).toBe(before);
  });

  test.each([{ code: "failing-node" }, { pipeline: "fares" }, { node: "Evaluator" }, { subject: "model" }])(
    "is another for %j",
    (traits) => {
      expect(fingerprintOf(finding(traits), "/srv")).not.toBe(before);
    },
  );

  test("tells pipelines without a name by their files", () => {
    const [a, b] = ["/srv/a.py", "/srv/b.py"].map((definition) => finding({ pipeline: null, definition }));
    expect(a && fingerprintOf(a, "/srv")).not.toBe(b && fingerprintOf(b, "/srv"));
  });
});

describe("a baseline", () => {
  test("is sorted, with one entry a finding, and names no place of the machine", () => {
    const text = baselineText({
      path,
      entries: [finding({ node: "b" }), finding({ node: "a", place: place(3) }), finding({ node: "a" })],
    });
    expect(JSON.parse(text)).toEqual({
      version: 1,
      findings: ["a", "b"].map((node) => ({
        definition: "pipeline.py",
        pipeline: "taxi",
        node,
        subject: null,
        code: "unpushed-models",
      })),
    });
  });

  test("is read as it was written", () => {
    const entry = { code: "dead-trainer", pipeline: null, node: "T", subject: "model", definition: "/srv/src/p.py" };
    expect(entries(baselineText({ path, entries: [entry] }))).toEqual([entry]);
  });

  test.each(["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1, "findings": {}}'])(
    "%j is not taken for one",
    (text) => {
      expect(entries(text)).toBe("not a baseline of this version. Write it anew with --update-baseline.");
    },
  );

  test.each([null, {}, { code: 1, definition: "p.py" }, { code: "a", definition: "p.py", node: [] }])(
    "with the entry %j is refused",
    (entry) => {
      const good = { code: "a", definition: "p.py" };
      expect(entries(JSON.stringify({ version: 1, findings: [good, entry] }))).toMatch(/^entry 2 is not one/);
    },
  );
});
