import { expect, test } from "vitest";
import { defaultSettings } from "../../../server/src/model/settings.ts";
import { evidenceAt } from "../../../server/src/workspace/evidence.ts";
import { createForecasts } from "../../../server/src/workspace/forecasts.ts";
import type { Log } from "../../../server/src/workspace/log.ts";
import { readAndCutInWorker } from "../../../server/src/workspace/openTrace.ts";
import { generateStore } from "../../generate/generateStore.ts";
import { control, plainOptions, testFolder } from "../traces/folder.ts";

const file = testFolder();
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

test("a store that grew has its forecasts from before until it has rested", async () => {
  const path = file("grown.sqlite");
  generateStore(path, { runs: 40 });
  const read = async () => {
    const result = await readAndCutInWorker(path, plainOptions, control);
    if (!result.ok) throw new Error(result.error.message);
    return result.value;
  };
  const [first, second] = [await read(), await read()];
  const forecasts = createForecasts(() => defaultSettings, silent);
  await new Promise<void>((resolve) => forecasts.want(path, first, 0, resolve));
  forecasts.want(path, second, 0, () => {});
  forecasts.stop();
  const made = evidenceAt(first, 0).forecasts;
  expect(made?.size).toBeGreaterThan(0);
  expect(evidenceAt(second, 0).forecasts).toBe(made);
  expect(forecasts.done).toBe(1);
});
