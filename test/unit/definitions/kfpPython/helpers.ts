import { expect } from "vitest";
import { graphOf, pipelineOf, textAt } from "../helpers.ts";

/** Components that most examples use. */
export const components = `from typing import List, NamedTuple
from kfp import components, dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output, OutputPath

@dsl.component
def load(url: str) -> Dataset:
    ...

@dsl.component
def flip() -> str:
    ...

@dsl.component
def numbers() -> List[int]:
    ...

@dsl.component
def train_model(data: Input[Dataset], model: Output[Model], metrics: Output[Metrics], rate: float = 0.1):
    ...

@dsl.component
def say(text: str):
    ...
`;

/** A pipeline that makes one call. */
export const pipeline = (call: string): string => `
@dsl.pipeline
def p():
    ${call}
`;

/** A file with those components and a pipeline of these lines. */
export const fileWith = (body: string, signature = "()"): string =>
  `${components}
@dsl.pipeline(name='p')
def p${signature}:
${body.replace(/^\n/, "")}
`;

/** Checks the nodes of a pipeline of these lines. */
export function checkTasks(body: string, expected: readonly string[], signature?: string): void {
  expect(graphOf(pipelineOf(fileWith(body, signature)))).toEqual(expected);
}

/** Checks the problems of a pipeline of these lines, as `code: text at its place`. */
export function checkProblems(body: string, expected: readonly string[], signature?: string): void {
  const text = fileWith(body, signature);
  const { problems } = pipelineOf(text);
  expect(problems.map(({ code, location }) => `${code}: ${textAt(text, location)}`)).toEqual(expected);
}
