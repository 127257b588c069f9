"""Predicts tips for taxi trips: three trainers, of which one has its models deployed."""

import os

from tfx import v1 as tfx
import tensorflow_model_analysis as tfma

PIPELINE_NAME = "taxi_tips"

_HERE = os.path.dirname(__file__)
_DATA_ROOT = os.path.join(_HERE, "data", "trips")
_PIPELINE_ROOT = os.path.join(_HERE, "artifacts", PIPELINE_NAME)
_METADATA_PATH = os.path.join(_HERE, "metadata.sqlite")
_SERVING_DIR = os.path.join(_HERE, "serving", PIPELINE_NAME)

_TRANSFORM_MODULE = os.path.join(_HERE, "modules", "transform.py")
_TRAINER_MODULE = os.path.join(_HERE, "modules", "trainer.py")
_WIDE_MODULE = os.path.join(_HERE, "modules", "wide_trainer.py")

TRAIN_STEPS = 12000
EVAL_STEPS = 400


def _eval_config() -> tfma.EvalConfig:
    """A model is blessed when it is good enough, and no worse than the one in use."""
    threshold = tfma.MetricThreshold(
        value_threshold=tfma.GenericValueThreshold(lower_bound={"value": 0.72}),
        change_threshold=tfma.GenericChangeThreshold(
            direction=tfma.MetricDirection.HIGHER_IS_BETTER, absolute={"value": -0.005}
        ),
    )
    return tfma.EvalConfig(
        model_specs=[tfma.ModelSpec(label_key="big_tip")],
        slicing_specs=[tfma.SlicingSpec(), tfma.SlicingSpec(feature_keys=["trip_start_hour"])],
        metrics_specs=[tfma.MetricsSpec(metrics=[tfma.MetricConfig(class_name="AUC", threshold=threshold)])],
    )


def create_pipeline() -> tfx.dsl.Pipeline:
    example_gen = tfx.components.CsvExampleGen(
        input_base=_DATA_ROOT,
        input_config=tfx.proto.Input(splits=[tfx.proto.Input.Split(name="trips", pattern="span-{SPAN}/*")]),
    )

    statistics_gen = tfx.components.StatisticsGen(examples=example_gen.outputs["examples"])
    schema_gen = tfx.components.SchemaGen(statistics=statistics_gen.outputs["statistics"], infer_feature_shape=True)
    example_validator = tfx.components.ExampleValidator(
        statistics=statistics_gen.outputs["statistics"],
        schema=schema_gen.outputs["schema"],
    )

    transform = tfx.components.Transform(
        examples=example_gen.outputs["examples"],
        schema=schema_gen.outputs["schema"],
        module_file=_TRANSFORM_MODULE,
    )

    latest_model = tfx.dsl.Resolver(
        strategy_class=tfx.dsl.experimental.LatestBlessedModelStrategy,
        model=tfx.dsl.Channel(type=tfx.types.standard_artifacts.Model, producer_component_id="Trainer"),
        model_blessing=tfx.dsl.Channel(
            type=tfx.types.standard_artifacts.ModelBlessing, producer_component_id="Evaluator"
        ),
    ).with_id("latest_blessed_model")

    trainer = tfx.components.Trainer(
        module_file=_TRAINER_MODULE,
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
        schema=schema_gen.outputs["schema"],
        base_model=latest_model.outputs["model"],
        train_args=tfx.proto.TrainArgs(num_steps=TRAIN_STEPS),
        eval_args=tfx.proto.EvalArgs(num_steps=EVAL_STEPS),
    )

    # The challenger was meant to try other features; its module was merged into the trainer's in spring.
    challenger = tfx.components.Trainer(
        module_file=_TRAINER_MODULE,
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
        schema=schema_gen.outputs["schema"],
        base_model=latest_model.outputs["model"],
        train_args=tfx.proto.TrainArgs(num_steps=TRAIN_STEPS),
        eval_args=tfx.proto.EvalArgs(num_steps=EVAL_STEPS),
    ).with_id("Trainer.challenger")

    # A wide model for the dashboard that was switched off.
    wide = tfx.components.Trainer(
        module_file=_WIDE_MODULE,
        examples=transform.outputs["transformed_examples"],
        transform_graph=transform.outputs["transform_graph"],
        schema=schema_gen.outputs["schema"],
        train_args=tfx.proto.TrainArgs(num_steps=2000),
        eval_args=tfx.proto.EvalArgs(num_steps=EVAL_STEPS),
    ).with_id("Trainer.wide")

    evaluator = tfx.components.Evaluator(
        examples=example_gen.outputs["examples"],
        model=trainer.outputs["model"],
        baseline_model=latest_model.outputs["model"],
        eval_config=_eval_config(),
    )

    challenger_evaluator = tfx.components.Evaluator(
        examples=example_gen.outputs["examples"],
        model=challenger.outputs["model"],
        baseline_model=latest_model.outputs["model"],
        eval_config=_eval_config(),
    ).with_id("Evaluator.challenger")

    pusher = tfx.components.Pusher(
        model=trainer.outputs["model"],
        model_blessing=evaluator.outputs["blessing"],
        push_destination=tfx.proto.PushDestination(
            filesystem=tfx.proto.PushDestination.Filesystem(base_directory=_SERVING_DIR)
        ),
    )

    return tfx.dsl.Pipeline(
        pipeline_name=PIPELINE_NAME,
        pipeline_root=_PIPELINE_ROOT,
        metadata_connection_config=tfx.orchestration.metadata.sqlite_metadata_connection_config(_METADATA_PATH),
        enable_cache=True,
        components=[
            example_gen,
            statistics_gen,
            schema_gen,
            example_validator,
            transform,
            latest_model,
            trainer,
            challenger,
            wide,
            evaluator,
            challenger_evaluator,
            pusher,
        ],
    )


if __name__ == "__main__":
    tfx.orchestration.LocalDagRunner().run(create_pipeline())
