"""Predicts which customers will leave. The components are listed in a module of their own."""

import os

from absl import logging
from tfx.orchestration import metadata, pipeline
from tfx.orchestration.beam.beam_dag_runner import BeamDagRunner

from modules.components import init_components

PIPELINE_NAME = "customer-churn"
DATA_ROOT = "data"
TRANSFORM_MODULE = os.path.join("modules", "transform.py")
TRAINER_MODULE = os.path.join("modules", "trainer.py")
OUTPUT_BASE = "output"

serving_model_dir = os.path.join(OUTPUT_BASE, "serving")
pipeline_root = os.path.join(OUTPUT_BASE, PIPELINE_NAME)
metadata_path = os.path.join(pipeline_root, "metadata.sqlite")


def init_local_pipeline(components) -> pipeline.Pipeline:
    """Runs on this machine, in two processes."""
    logging.info("Pipeline root: %s", pipeline_root)
    beam_args = ["--direct_running_mode=multi_processing", "--direct_num_workers=2"]
    return pipeline.Pipeline(
        pipeline_name=PIPELINE_NAME,
        pipeline_root=pipeline_root,
        components=components,
        enable_cache=True,
        metadata_connection_config=metadata.sqlite_metadata_connection_config(metadata_path),
        beam_pipeline_args=beam_args,
    )


if __name__ == "__main__":
    logging.set_verbosity(logging.INFO)
    components = init_components(
        {
            "data_dir": DATA_ROOT,
            "transform_module": TRANSFORM_MODULE,
            "trainer_module": TRAINER_MODULE,
            "training_steps": 5000,
            "eval_steps": 1000,
            "serving_model_dir": serving_model_dir,
        }
    )
    BeamDagRunner().run(pipeline=init_local_pipeline(components))
