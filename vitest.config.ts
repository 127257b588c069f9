import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/{unit,package,server,view,databases}/**/*.test.ts"],
    testTimeout: 60_000,
    // Long enough for a busy machine; what holds at once is not waited for.
    expect: { poll: { timeout: 15_000, interval: 25 } },
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
