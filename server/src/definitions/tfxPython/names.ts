import { standardComponents } from "./componentTable.ts";

/** What follows the last dot. */
export const lastName = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** What stands before the first dot. */
export const rootName = (path: string): string => {
  const dot = path.indexOf(".");
  return dot < 0 ? path : path.slice(0, dot);
};

/** Packages of TFX: their modules are known and not read. */
export const isTfxPath = (path: string): boolean => /^(?:tfx|tfx_addons|tfxa)(?:\.|$)/.test(path);

/** Packages that are never in a workspace, whose modules are not looked for. */
const foreign = new Set([
  ..."abc absl argparse ast asyncio base64 builtins collections concurrent contextlib copy csv dataclasses datetime enum".split(
    " ",
  ),
  ..."functools glob hashlib importlib inspect io itertools json logging math multiprocessing operator os pathlib pickle".split(
    " ",
  ),
  ..."platform pprint random re shutil signal socket string struct subprocess sys tempfile textwrap threading time".split(
    " ",
  ),
  ..."traceback types typing unittest urllib uuid warnings yaml zipfile typing_extensions __future__ dotenv IPython".split(
    " ",
  ),
  ..."airflow apache_beam attr boto3 datasets google joblib keras keras_tuner kerastuner kfp kt matplotlib ml_metadata mlflow".split(
    " ",
  ),
  ..."nltk numpy pandas PIL plotly psycopg2 pyarrow pytest requests scipy seaborn sklearn spacy struct2tensor tensorboard".split(
    " ",
  ),
  ..."tensorflow tensorflow_addons tensorflow_data_validation tensorflow_datasets tensorflow_decision_forests tensorflow_hub".split(
    " ",
  ),
  ..."tensorflow_metadata tensorflow_model_analysis tensorflow_recommenders tensorflow_serving tensorflow_transform".split(
    " ",
  ),
  ..."tensorflow_text torch torchvision tqdm transformers witwidget xgboost flax jax optax".split(" "),
]);

/** Whether a module may stand in the workspace. TFX's own examples and templates are projects, the rest of it is not. */
export function mayBeRead(module: string): boolean {
  if (module.startsWith(".")) return true;
  if (isTfxPath(module)) return /^tfx\.(?:examples|experimental\.templates)\./.test(module);
  return !foreign.has(rootName(module));
}

/** Names that may be looked for where a module is imported whole, or not at all. */
export const isWellKnown = (name: string): boolean =>
  standardComponents.has(name) || name === "Pipeline" || name === "InteractiveContext";
