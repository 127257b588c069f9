import { type NodePlan, pipelinePlan } from "../test/generate/pipelinePlan.ts";

/** A pipeline of so many nodes: one preparation of data, and trainers with an evaluator and a pusher each. */
export function largePlan(nodes: number): readonly NodePlan[] {
  const plan = pipelinePlan();
  const tail = plan.filter(({ id }) => id === "Trainer" || id === "Evaluator" || id === "Pusher");
  const head = plan.filter((node) => !tail.includes(node));
  const copies = Array.from({ length: Math.ceil((nodes - head.length) / tail.length) }, (_, copy) =>
    tail.map((node) => ({
      ...node,
      id: copy === 0 ? node.id : `${node.id}.m${copy}`,
      reads: node.reads.map((read) => ({
        ...read,
        node: copy === 0 || head.some(({ id }) => id === read.node) ? read.node : `${read.node}.m${copy}`,
      })),
    })),
  );
  return [...head, ...copies.flat()].slice(0, nodes);
}

/** The pipeline in Python. `stroke` is what a keystroke changes. */
export function largeText(plan: readonly NodePlan[], stroke: number): string {
  const names = new Map(plan.map(({ id }, index) => [id, `node_${index}`]));
  const calls = plan.map(({ id, type, reads }) => {
    const inputs = reads.map(({ key, node, output }) => `        ${key}=${names.get(node)}.outputs["${output}"],`);
    const steps = type === "Trainer" ? [`        train_args=tfx.proto.TrainArgs(num_steps=${1000 + stroke}),`] : [];
    return [`    ${names.get(id)} = tfx.components.${type}(`, ...inputs, ...steps, `    ).with_id("${id}")`].join("\n");
  });
  return [
    "from tfx import v1 as tfx",
    "",
    "",
    "def create_pipeline():",
    ...calls,
    "    return tfx.dsl.Pipeline(",
    '        pipeline_name="taxi",',
    "        components=[",
    ...[...names.values()].map((name) => `            ${name},`),
    "        ],",
    "    )",
    "",
    "",
    "create_pipeline()",
    "",
  ].join("\n");
}
