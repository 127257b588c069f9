// Writes THIRD_PARTY_NOTICES.md: the packages whose code is in the bundles, with their licences. Needs a build.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { notices } from "./notices/render.ts";
import { root } from "./vscode/paths.ts";

writeFileSync(path.join(root, "THIRD_PARTY_NOTICES.md"), notices());
