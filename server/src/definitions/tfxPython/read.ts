import { type PythonLanguage, pythonCellsReader, pythonFileReader } from "../python/reader.ts";
import { pipelinesOf } from "./program.ts";

const tfx: PythonLanguage = { file: "tfx-python", notebook: "tfx-notebook", pipelinesOf };

/** Reads the TFX pipelines that a Python file or a notebook's JSON defines. */
export const parseTfxPython = pythonFileReader(tfx);

/** Reads the TFX pipelines that a notebook's code cells define. */
export const parseTfxCells = pythonCellsReader(tfx);
