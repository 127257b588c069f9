import { expect, test } from "vitest";
import { prepareWaste } from "../../../server/src/features/prepareWaste.ts";
import { CancelledError, neverCancelled } from "../../../server/src/model/cancel.ts";
import type { Evidence } from "../../../server/src/waste/rule.ts";
import { run } from "../../generate/traceBuilder.ts";
import { pipelineOf } from "../waste/pipelineText.ts";
import { context, reportOf } from "./report.ts";

const input = () => ({ ...reportOf(pipelineOf("Gen", "Trainer < Gen.examples"), run("t", "Trainer")), ...context });

test("others have a turn in between", async () => {
  let turns = 0;
  const turn = (): void => {
    turns++;
    setImmediate(turn);
  };
  setImmediate(turn);
  await prepareWaste(input(), neverCancelled);
  expect(turns).toBeGreaterThan(1);
});

test("is done once for each trace and pipeline", async () => {
  const given = input();
  await prepareWaste(given, neverCancelled);
  let asked = 0;
  const evidence: Evidence = {
    ...(given.evidence as Evidence),
    get trace(): never {
      asked++;
      throw new Error("asked");
    },
  };
  await prepareWaste({ ...given, evidence }, neverCancelled);
  expect(asked).toBe(0);
});

test("a rule that throws stops nothing", async () => {
  const given = input();
  const evidence = {
    histories: new Map((given.evidence as Evidence).histories),
    get trace(): never {
      throw new Error("broken");
    },
    get graphlets(): never {
      throw new Error("broken");
    },
  };
  await expect(prepareWaste({ ...given, evidence }, neverCancelled)).resolves.toBeUndefined();
});

test("ends when it is cancelled", async () => {
  await expect(prepareWaste(input(), { isCancellationRequested: true })).rejects.toThrow(CancelledError);
});

test("without a trace there is nothing to prepare", async () => {
  await expect(
    prepareWaste({ ...input(), evidence: null }, { isCancellationRequested: true }),
  ).resolves.toBeUndefined();
});
