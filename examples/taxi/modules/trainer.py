"""A deep model of taxi tips, warm-started from the latest blessed one."""

import tensorflow as tf
import tensorflow_transform as tft

from modules import features


def _build_model(units=(64, 32)) -> tf.keras.Model:
    names = [*features.NUMERIC, *features.BUCKETS, *features.VOCABULARY]
    inputs = {features.transformed(name): tf.keras.Input(shape=(1,), name=features.transformed(name)) for name in names}
    layer = tf.keras.layers.Concatenate()(list(inputs.values()))
    for count in units:
        layer = tf.keras.layers.Dense(count, activation="relu")(layer)
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation="sigmoid")(layer))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["AUC"])
    return model


def run_fn(fn_args):
    transform_output = tft.TFTransformOutput(fn_args.transform_output)
    spec = transform_output.transformed_feature_spec()

    def read(files):
        return tf.data.experimental.make_batched_features_dataset(files, 64, spec, label_key=features.LABEL)

    model = tf.keras.models.load_model(fn_args.base_model) if fn_args.base_model else _build_model()
    model.fit(
        read(fn_args.train_files),
        steps_per_epoch=fn_args.train_steps,
        validation_data=read(fn_args.eval_files),
        validation_steps=fn_args.eval_steps,
    )
    model.save(fn_args.serving_model_dir, save_format="tf")
