import type { Connection, FoldingRange, FoldingRangeParams } from "vscode-languageserver/node";
import { isProtobufTextName } from "../definitions/fileNames.ts";
import type { FeatureContext } from "./context.ts";
import { foldsOf } from "./foldsOf.ts";
import { protect } from "./protect.ts";

/** Folding by brackets in protobuf text; VS Code folds the other languages itself. */
export function registerFolding(connection: Connection, { host, onFailure }: FeatureContext): void {
  connection.onFoldingRanges(
    protect<FoldingRangeParams, FoldingRange[]>("folding", [], onFailure, ({ textDocument: { uri } }) =>
      isProtobufTextName(uri) ? [...foldsOf(host.textOf(uri) ?? "")] : [],
    ),
  );
}
