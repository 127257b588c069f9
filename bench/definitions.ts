import { stringify } from "yaml";
import { noFiles } from "../server/src/definitions/host.ts";
import { detectFormat, parseDefinition } from "../server/src/definitions/index.ts";
import { readPbtxt } from "../server/src/definitions/pbtxt/read.ts";
import { parsePython } from "../server/src/definitions/python/source.ts";
import { compiledPipeline, dvcStages } from "./largeDefinitions.ts";
import { largePlan, largeText } from "./largePipeline.ts";

export interface DefinitionOptions {
  /** Tasks of the compiled pipeline; about 1.8 kB of YAML each. */
  readonly tasks: number;
  readonly runs: number;
}

/** Measures reading large definitions, compiled by Kubeflow and TFX, of DVC and in Python: milliseconds, by the clock and of the processor. */
export function benchDefinitions({ tasks, runs }: DefinitionOptions): readonly string[] {
  const spec = compiled(tasks);
  const yaml = stringify(spec, { aliasDuplicateObjects: false });
  const json = JSON.stringify(spec, null, 2);
  const other = "key: value # of no pipeline\n".repeat(40_000);
  const ir = compiledPipeline(tasks);
  const dvc = dvcStages(4 * tasks);
  const before = parseDefinition("file:///p.yaml", yaml, noFiles) ?? undefined;
  const at = yaml.lastIndexOf("enableCache");
  const typed = `${yaml.slice(0, at)}x${yaml.slice(at)}`;
  const kb = (text: string): string => `${Math.round(text.length / 1000)} kB`;
  return [
    `compiled pipeline, ${tasks} tasks, median of ${runs} runs   ms (processor)`,
    line(`YAML, ${kb(yaml)}`, runs, () => parseDefinition("file:///p.yaml", yaml, noFiles)),
    line(`YAML, half-typed`, runs, () => parseDefinition("file:///p.yaml", yaml.replace("comp-5:", "comp-5"), noFiles)),
    line("YAML, a letter typed in its last task", runs, () =>
      parseDefinition("file:///p.yaml", typed, noFiles, before),
    ),
    line(`JSON, ${kb(json)}`, runs, () => parseDefinition("file:///p.json", json, noFiles)),
    line(`other YAML, ${kb(other)}: is it a pipeline?`, runs, () => detectFormat("file:///p.yaml", other)),
    line(`protobuf text, ${kb(ir)}`, runs, () => readPbtxt(ir)),
    line(`TFX, ${tasks} nodes, ${kb(ir)}`, runs, () => parseDefinition("file:///p.pbtxt", ir, noFiles)),
    line(`DVC, ${4 * tasks} stages, ${kb(dvc)}`, runs, () => parseDefinition("file:///dvc.yaml", dvc, noFiles)),
    ...python(largeText(largePlan(450), 0), runs),
  ];
}

/** Keystrokes in a long Python file: its syntax, and the whole definition. */
function python(text: string, runs: number): readonly string[] {
  const uri = "file:///pipeline.py";
  const syntax = parsePython(uri, text);
  const definition = parseDefinition(uri, text, noFiles) ?? undefined;
  const lines = text.split("\n");
  const typedIn = (part: number): string => {
    const at = Math.floor(lines.length * part);
    return lines.map((one, index) => (index === at ? `${one} # x` : one)).join("\n");
  };
  const typed = [0.1, 0.5, 0.9].map((part) => ({ part, after: typedIn(part) }));
  return [
    line(`Python, ${lines.length} lines, ${Math.round(text.length / 1000)} kB: syntax`, runs, () =>
      parsePython(uri, text),
    ),
    ...typed.map(({ part, after }) =>
      line(`  a letter typed after ${part * 100} %: syntax`, runs, () => parsePython(uri, after, syntax)),
    ),
    line("  its pipeline of 450 nodes", runs, () => parseDefinition(uri, text, noFiles)),
    ...typed.map(({ part, after }) =>
      line(`  a letter typed after ${part * 100} %: pipeline`, runs, () =>
        parseDefinition(uri, after, noFiles, definition),
      ),
    ),
  ];
}

function line(title: string, runs: number, run: () => unknown): string {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let at = 0; at < runs; at++) {
    const cpu = process.cpuUsage();
    const from = performance.now();
    run();
    clock.push(performance.now() - from);
    const used = process.cpuUsage(cpu);
    processor.push((used.user + used.system) / 1000);
  }
  return `${title.padEnd(60)} ${median(clock).toFixed(1)} (${median(processor).toFixed(1)})`;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const code = '    import pandas as pd\n    frame = pd.read_csv(data.path)\n    print("rows", len(frame))\n'.repeat(8);

function compiled(tasks: number): object {
  const numbers = Array.from({ length: tasks }, (_, at) => at);
  const type = { artifactType: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" } };
  const component = (at: number) => ({
    executorLabel: `exec-${at}`,
    inputDefinitions: { artifacts: { data: { ...type, isOptional: true } } },
    outputDefinitions: { artifacts: { out: type } },
  });
  const task = (at: number) => ({
    cachingOptions: { enableCache: true },
    componentRef: { name: `comp-${at}` },
    dependentTasks: at > 0 ? [`step-${at - 1}`] : [],
    inputs:
      at > 0
        ? { artifacts: { data: { taskOutputArtifact: { producerTask: `step-${at - 1}`, outputArtifactKey: "out" } } } }
        : {},
    taskInfo: { name: `step-${at}` },
  });
  const container = { image: "python:3.11", args: ["--executor_input", "{{$}}"], command: ["sh", "-ec", code] };
  return {
    components: Object.fromEntries(numbers.map((at) => [`comp-${at}`, component(at)])),
    deploymentSpec: { executors: Object.fromEntries(numbers.map((at) => [`exec-${at}`, { container }])) },
    pipelineInfo: { name: "large" },
    root: { dag: { tasks: Object.fromEntries(numbers.map((at) => [`step-${at}`, task(at)])) } },
    schemaVersion: "2.1.0",
  };
}
