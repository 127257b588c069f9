/** A pipeline as people write them: two trainers of which one is only evaluated, a tuner behind a flag, a conditional push. */
export const twoTrainers = `"""Trip tips: training, evaluation and deployment."""
import os
from typing import List, Optional

import tensorflow_model_analysis as tfma
from tfx import v1 as tfx
from tfx.components import CsvExampleGen, Evaluator, SchemaGen, StatisticsGen, Trainer, Transform
from tfx.components import (
    ExampleValidator,
    Pusher,
)

PIPELINE_NAME = 'trip_tips'
OUTPUT = os.path.join('output', PIPELINE_NAME)
METADATA = os.path.join(OUTPUT, 'metadata.sqlite')
CHALLENGER_STEPS = 500


def create_pipeline(
    pipeline_name: str,
    pipeline_root: str,
    data_root: str,
    module_file: str,
    serving_dir: str,
    metadata_path: str,
    schema_path: Optional[str] = None,
) -> tfx.dsl.Pipeline:
  """Builds the pipeline."""
  # Reads the trips of one day.
  example_gen = CsvExampleGen(input_base=data_root)

  statistics_gen = StatisticsGen(
      examples=example_gen.outputs['examples'])

  if schema_path:
    schema_gen = tfx.components.ImportSchemaGen(schema_file=schema_path)
  else:
    schema_gen = SchemaGen(statistics=statistics_gen.outputs['statistics'])

  example_validator = ExampleValidator(  # pylint: disable=unused-variable
      statistics=statistics_gen.outputs['statistics'],
      schema=schema_gen.outputs['schema'])

  transform = Transform(
      examples=example_gen.outputs['examples'],
      schema=schema_gen.outputs['schema'],
      module_file=module_file)

  trainer = Trainer(
      module_file=module_file,
      examples=transform.outputs['transformed_examples'],
      transform_graph=transform.outputs['transform_graph'],
      schema=schema_gen.outputs['schema'],
      train_args=tfx.proto.TrainArgs(num_steps=1000),
      eval_args=tfx.proto.EvalArgs(num_steps=100),
  )

  # The challenger has a smaller network.
  challenger = Trainer(
      module_file=module_file,
      examples=transform.outputs['transformed_examples'],
      transform_graph=transform.outputs['transform_graph'],
      train_args=tfx.proto.TrainArgs(num_steps=CHALLENGER_STEPS),
      eval_args=tfx.proto.EvalArgs(num_steps=50),
  ).with_id('Trainer.challenger')

  model_resolver = tfx.dsl.Resolver(
      strategy_class=tfx.dsl.experimental.LatestBlessedModelStrategy,
      model=tfx.dsl.Channel(type=tfx.types.standard_artifacts.Model),
      model_blessing=tfx.dsl.Channel(
          type=tfx.types.standard_artifacts.ModelBlessing)).with_id(
              'latest_blessed_model_resolver')

  eval_config = tfma.EvalConfig(
      model_specs=[tfma.ModelSpec(label_key='tips')],
      slicing_specs=[tfma.SlicingSpec()])

  evaluator = Evaluator(
      examples=example_gen.outputs['examples'],
      model=trainer.outputs['model'],
      baseline_model=model_resolver.outputs['model'],
      eval_config=eval_config)

  challenger_evaluator = Evaluator(
      examples=example_gen.outputs['examples'],
      model=challenger.outputs['model'],
      eval_config=eval_config).with_id('Evaluator.challenger')

  pusher = Pusher(
      model=trainer.outputs['model'],
      model_blessing=evaluator.outputs['blessing'],
      push_destination=tfx.proto.PushDestination(
          filesystem=tfx.proto.PushDestination.Filesystem(
              base_directory=serving_dir)))

  components: List = [
      example_gen,
      statistics_gen,
      schema_gen,
      example_validator,
      transform,
      trainer,
      challenger,
      model_resolver,
      evaluator,
      challenger_evaluator,
      pusher,
  ]

  return tfx.dsl.Pipeline(
      pipeline_name=pipeline_name,
      pipeline_root=pipeline_root,
      components=components,
      enable_cache=True,
      metadata_connection_config=tfx.orchestration.metadata
      .sqlite_metadata_connection_config(metadata_path))


if __name__ == '__main__':
  tfx.orchestration.LocalDagRunner().run(
      create_pipeline(
          pipeline_name=PIPELINE_NAME,
          pipeline_root=OUTPUT,
          data_root='data',
          module_file='trips.py',
          serving_dir='serving',
          metadata_path=METADATA))
`;

const cell = (source: string): Record<string, unknown> => ({
  cell_type: "code",
  execution_count: null,
  metadata: {},
  outputs: [],
  source: source.split(/(?<=\n)/),
});

/** Code of the cells of {@link notebook}. */
export const notebookCells = [
  "!pip install tfx\n%load_ext autoreload",
  `import os
from tfx.components import CsvExampleGen, SchemaGen, StatisticsGen, Trainer
from tfx.orchestration.experimental.interactive.interactive_context import InteractiveContext

context = InteractiveContext(pipeline_root=os.path.join('.', 'pipeline'))`,
  `example_gen = CsvExampleGen(input_base='data')
context.run(example_gen)`,
  `statistics_gen = StatisticsGen(
    examples=example_gen.outputs['examples'])
context.run(statistics_gen, enable_cache=True)`,
  "%%writefile trainer.py\n\ndef run_fn(fn_args):\n  pass",
  "schema_gen = SchemaGen(statistics=statistics_gen.outputs['statistics'])\ncontext.run(schema_gen)",
  `trainer = Trainer(
    module_file='trainer.py',
    examples=example_gen.outputs['examples'],
    schema=schema_gen.outputs['schema'])
context.run(trainer)`,
];

/** A notebook's JSON of some code cells, after one of Markdown. */
export const notebookOf = (cells: readonly string[]): string =>
  JSON.stringify({
    cells: [{ cell_type: "markdown", metadata: {}, source: ["# Notes"] }, ...cells.map(cell)],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
