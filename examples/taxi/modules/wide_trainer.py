"""A wide model of taxi tips: one layer, quick to train."""

from modules import trainer


def run_fn(fn_args):
    fn_args.base_model = None
    trainer.run_fn(fn_args)
