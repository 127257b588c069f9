import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createDatabases, refusedState } from "../../../server/src/workspace/databases.ts";

/** A server that lets nobody in, as PostgreSQL says it; counts who tried. */
async function closedServer(): Promise<{ readonly path: string; readonly tries: () => number }> {
  let tries = 0;
  const fields = Buffer.from("SFATAL\0C28P01\0Mpassword authentication failed\0\0");
  const length = Buffer.alloc(4);
  length.writeInt32BE(fields.length + 4);
  const server = createServer((socket) => {
    tries++;
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([Buffer.from("E"), length, fields])));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { path: `postgresql://reader@127.0.0.1:${port}/metadata?tls=off`, tries: () => tries };
}

test("a database that refused a password is asked again with another one only", async () => {
  const { path, tries } = await closedServer();
  let password = "old";
  const { state } = createDatabases({ askPassword: async () => password, mayConnect: () => true });
  for (let time = 0; time < 3; time++) expect(await state(path, true)).toBe(refusedState);
  expect(tries()).toBe(1);
  password = "new";
  expect(await state(path, true)).toBe(refusedState);
  expect(tries()).toBe(2);
});
