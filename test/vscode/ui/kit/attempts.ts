import { it as once } from "node:test";
import { secondAttempt } from "../../../../scripts/test/counts.ts";

/** A test that is run a second time where it fails and the run asks for that; says so in the report when it passes then. */
export function it(name: string, check: () => Promise<void> | void): void {
  once(name, async (context) => {
    try {
      await check();
    } catch (error) {
      if (process.env["GRAPHLET_TEST_RETRY"] !== "1") throw error;
      console.error(`First attempt of ${name}:`, error);
      await check();
      context.diagnostic(`${secondAttempt}${name}`);
    }
  });
}
