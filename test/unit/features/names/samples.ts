/** Small definitions of each format, written for these tests. */

export const kfpYaml = `# PIPELINE DEFINITION
# Name: taxi
components:
  comp-ingest:
    executorLabel: exec-ingest
    outputDefinitions:
      artifacts:
        data:
          artifactType:
            schemaTitle: system.Dataset
            schemaVersion: 0.0.1
  comp-loop:
    dag:
      tasks:
        fit:
          cachingOptions:
            enableCache: true
          componentRef:
            name: comp-train
          inputs:
            artifacts:
              data:
                componentInputArtifact: data
          taskInfo:
            name: fit
    inputDefinitions:
      artifacts:
        data:
          artifactType:
            schemaTitle: system.Dataset
            schemaVersion: 0.0.1
  comp-train:
    executorLabel: exec-train
    inputDefinitions:
      artifacts:
        data:
          artifactType:
            schemaTitle: system.Dataset
            schemaVersion: 0.0.1
    outputDefinitions:
      artifacts:
        model:
          artifactType:
            schemaTitle: system.Model
            schemaVersion: 0.0.1
deploymentSpec:
  executors:
    exec-ingest:
      container:
        image: python:3.12
    exec-train:
      container:
        image: python:3.12
pipelineInfo:
  name: taxi
root:
  dag:
    tasks:
      ingest:
        cachingOptions:
          enableCache: true
        componentRef:
          name: comp-ingest
        taskInfo:
          name: ingest
      loop:
        componentRef:
          name: comp-loop
        dependentTasks:
        - ingest
        inputs:
          artifacts:
            data:
              taskOutputArtifact:
                outputArtifactKey: data
                producerTask: ingest
        taskInfo:
          name: loop
      train:
        cachingOptions:
          enableCache: true
        componentRef:
          name: comp-train
        dependentTasks:
        - ingest
        inputs:
          artifacts:
            data:
              taskOutputArtifact:
                outputArtifactKey: data
                producerTask: ingest
        taskInfo:
          name: train
schemaVersion: 2.1.0
sdkVersion: kfp-2.9.0
`;

export const pbtxt = `# Compiled.
# By hand.
pipeline_info {
  id: "taxi"
}
nodes {
  pipeline_node {
    node_info {
      type {
        name: "tfx.components.CsvExampleGen"
      }
      id: "CsvExampleGen"
    }
    outputs {
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
    downstream_nodes: "Trainer"
  }
}
nodes {
  pipeline_node {
    node_info {
      type {
        name: "tfx.components.trainer.component.Trainer"
        base_type: TRAIN
      }
      id: "Trainer"
    }
    inputs {
      inputs {
        key: "examples"
        value {
          channels {
            producer_node_query {
              id: "CsvExampleGen"
            }
            artifact_query {
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
    outputs {
      outputs {
        key: "model"
        value {
          artifact_spec {
            type {
              name: "Model"
            }
          }
        }
      }
    }
    upstream_nodes: "CsvExampleGen"
  }
}
`;

export const dvcYaml = `stages:
  prepare:
    cmd: python prepare.py
    deps:
      - raw.csv
    outs:
      - data/prepared.csv
  train:
    cmd: python train.py
    deps:
      - data/prepared.csv
    outs:
      - model.pkl
  evaluate:
    cmd: python evaluate.py
    deps:
      - model.pkl
    metrics:
      - metrics.json:
          cache: false
`;

export const python = `from tfx import v1 as tfx

gen = tfx.components.CsvExampleGen(input_base="data")
trainer = tfx.components.Trainer(examples=gen.outputs["examples"], module_file="t.py")
pusher = tfx.components.Pusher(model=trainer.outputs["model"])
p = tfx.dsl.Pipeline(pipeline_name="taxi", pipeline_root="r", components=[gen, trainer, pusher])
`;
