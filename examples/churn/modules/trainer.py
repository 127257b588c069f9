"""A small model of who leaves."""

import tensorflow as tf
import tensorflow_transform as tft

from modules import transform


def run_fn(fn_args):
    spec = tft.TFTransformOutput(fn_args.transform_output).transformed_feature_spec()
    label = transform.transformed(transform.LABEL)
    inputs = {name: tf.keras.Input(shape=(1,), name=name) for name in spec if name != label}
    layer = tf.keras.layers.Dense(32, activation="relu")(tf.keras.layers.Concatenate()(list(inputs.values())))
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation="sigmoid")(layer))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["AUC"])
    files = tf.data.experimental.make_batched_features_dataset(fn_args.train_files, 64, spec, label_key=label)
    model.fit(files, steps_per_epoch=fn_args.train_steps)
    model.save(fn_args.serving_model_dir, save_format="tf")
