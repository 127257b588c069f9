/** A chain of steps as TFX's compiler prints it, about 1.8 kB a step. */
export function compiledPipeline(count: number): string {
  const context = (type: string, name: string): string => `      contexts {
        type {
          name: "${type}"
        }
        name {
          field_value {
            string_value: "${name}"
          }
        }
      }
`;
  const nodes = Array.from({ length: count }, (_, index) => {
    const before = index === 0 ? null : `Step${index - 1}`;
    const inputs = before
      ? `    inputs {
      inputs {
        key: "examples"
        value {
          channels {
            producer_node_query {
              id: "${before}"
            }
${context("pipeline", "large").replaceAll("contexts {", "context_queries {")}${context("node", `large.${before}`).replaceAll("contexts {", "context_queries {")}            artifact_query {
              type {
                name: "Examples"
              }
            }
            output_key: "examples"
          }
          min_count: 1
        }
      }
    }
`
      : "";
    return `nodes {
  pipeline_node {
    node_info {
      type {
        name: "my.steps.Step"
      }
      id: "Step${index}"
    }
    contexts {
${context("pipeline", "large")}${context("node", `large.Step${index}`)}    }
${inputs}    outputs {
      outputs {
        key: "examples"
        value {
          artifact_spec {
            type {
              name: "Examples"
            }
          }
        }
      }
    }
    parameters {
      parameters {
        key: "config"
        value {
          field_value {
            string_value: "{\\n  \\"steps\\": [${index}, ${index}]\\n}"
          }
        }
      }
    }
${before ? `    upstream_nodes: "${before}"\n` : ""}    execution_options {
      caching_options {
        enable_cache: true
      }
    }
  }
}
`;
  });
  return `pipeline_info {\n  id: "large"\n}\n${nodes.join("")}`;
}

/** A chain of stages. */
export function dvcStages(count: number): string {
  const one = (index: number): string => `  step${index}:
    cmd: python src/step${index}.py --in data/part${index - 1} --out data/part${index}
    deps:
      - data/part${index - 1}/files
      - src/step${index}.py
    params:
      - step${index}.rate
      - step${index}.seed
    outs:
      - data/part${index}:
          cache: true
`;
  return `stages:\n${Array.from({ length: count }, (_, index) => one(index)).join("")}`;
}
