"""Preprocessing of customers."""

import tensorflow as tf
import tensorflow_transform as tft

AMOUNTS = ["tenure_months", "monthly_charge"]
WORDS = ["contract", "payment_method"]
LABEL = "churned"


def transformed(name: str) -> str:
    return f"{name}_xf"


def preprocessing_fn(inputs):
    outputs = {transformed(name): tft.scale_to_z_score(inputs[name]) for name in AMOUNTS}
    for name in WORDS:
        outputs[transformed(name)] = tft.compute_and_apply_vocabulary(inputs[name], num_oov_buckets=1)
    outputs[transformed(LABEL)] = tf.cast(inputs[LABEL], tf.int64)
    return outputs
