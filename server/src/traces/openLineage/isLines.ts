import type { FileHandle } from "node:fs/promises";
import { isJson } from "../../model/isJson.ts";

const openBrace = 123;
const lookedAt = 1 << 20;

/** Whether the first line of a file that holds anything is a JSON object of its own, and is ended. */
export async function isLines(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(lookedAt), 0, lookedAt, 0);
  const line = buffer
    .toString("utf8", 0, bytesRead)
    .split("\n")
    .slice(0, -1)
    .map((one) => one.trim())
    .find((one) => one !== "");
  return line !== undefined && line.charCodeAt(0) === openBrace && isJson(line);
}
