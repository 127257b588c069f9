/** Writes examples/taxi/metadata.sqlite: the history that the example pipeline would have. `npm run generate:example` */
import { join } from "node:path";
import { exampleRecords } from "./exampleRecords.ts";
import { writeRecords } from "./writeRecords.ts";

const path = join(import.meta.dirname, "../../examples/taxi/metadata.sqlite");
const counts = writeRecords(path, 10, false, exampleRecords());
console.log(`${path}: ${counts.executions} executions, ${counts.artifacts} artifacts, ${counts.events} events`);
