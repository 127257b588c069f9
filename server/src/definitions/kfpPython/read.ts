import { type PythonLanguage, pythonCellsReader, pythonFileReader } from "../python/reader.ts";
import { interpret } from "../tfxPython/interpret.ts";
import { problemOf } from "../tfxPython/nodes.ts";
import { filesOf, sourcesOf } from "../tfxPython/program.ts";
import { kfpDialect } from "./dialect.ts";
import { pipelinesOf } from "./pipelines.ts";
import { newState } from "./state.ts";

const kfp: PythonLanguage = {
  file: "kfp-python",
  notebook: "kfp-python",
  pipelinesOf: (program) => {
    const state = newState((from, path) => program.host.readFile(from, path));
    const interpreted = interpret({ ...program, dialect: kfpDialect(state) });
    interpreted.machine.steps = 0;
    const own = [...interpreted.main.sources, ...[...program.held.values()].flat()];
    const pipelines = pipelinesOf(state, interpreted, own, [...filesOf(program, interpreted), ...state.files]);
    return {
      pipelines,
      problems: interpreted.machine.questions.map(problemOf),
      parsed: sourcesOf(interpreted),
    };
  },
};

/** Reads the Kubeflow pipelines that a Python file or a notebook's JSON defines. */
export const parseKfpPython = pythonFileReader(kfp);

/** Reads the Kubeflow pipelines that a notebook's code cells define. */
export const parseKfpCells = pythonCellsReader(kfp);
