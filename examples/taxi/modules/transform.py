"""Preprocessing of taxi trips."""

import tensorflow as tf
import tensorflow_transform as tft

from modules import features


def preprocessing_fn(inputs):
    outputs = {}
    for name in features.NUMERIC:
        outputs[features.transformed(name)] = tft.scale_to_z_score(inputs[name])
    for name, count in features.BUCKETS.items():
        outputs[features.transformed(name)] = tft.bucketize(inputs[name], count)
    for name in features.VOCABULARY:
        outputs[features.transformed(name)] = tft.compute_and_apply_vocabulary(inputs[name], top_k=1000, num_oov_buckets=10)
    outputs[features.LABEL] = tf.cast(inputs["tips"] > inputs["fare"] * 0.2, tf.int64)
    return outputs
