import { describe, expect, test } from "vitest";
import { graphOf, pipelineOf } from "../helpers.ts";
import { checkTasks, components, fileWith } from "./helpers.ts";

describe("conditions have the ids that the compiler gives", () => {
  test("one alone", () => {
    checkTasks(
      `
    coin = flip()
    with dsl.If(coin.output == 'heads', name='heads'):
        say(text='heads')
    with dsl.Condition(coin.output == 'tails'):
        say(text='tails')`,
      [
        "flip()",
        "condition-1/say() after flip if coin.output == 'heads'",
        "condition-2/say-2() after flip if coin.output == 'tails'",
      ],
    );
  });

  test("with branches: those are one group", () => {
    checkTasks(
      `
    coin = flip()
    with dsl.If(coin.output == 'a'):
        say(text='a')
    with dsl.Elif(coin.output == 'b'):
        say(text='b')
    with dsl.Else():
        say(text='c')
    say(text='d')`,
      [
        "flip()",
        "condition-branches-1/condition-2/say() after flip if coin.output == 'a'",
        "condition-branches-1/condition-3/say-2() after flip if not (coin.output == 'a') and coin.output == 'b'",
        "condition-branches-1/condition-4/say-3() after flip if not (coin.output == 'a') and not (coin.output == 'b')",
        "say-4()",
      ],
    );
  });

  test("in conditions", () => {
    checkTasks(
      `
    coin = flip()
    with dsl.If(coin.output == 'a'):
        other = flip()
        with dsl.If(other.output == 'b'):
            say(text=coin.output)`,
      [
        "flip()",
        "condition-1/flip-2() after flip if coin.output == 'a'",
        "condition-1/condition-2/say(text: flip.Output) after condition-1/flip-2 if coin.output == 'a' and other.output == 'b'",
      ],
    );
  });
});

test("a block may be told what it runs after, as of the SDK's first version", () => {
  checkTasks(
    `
    data = load(url='a')
    with dsl.ParallelFor([1, 2]).after(data) as item:
        say(text=item)`,
    ["load()", "for-loop-2/say(text: -) after load if for each of [1, 2]"],
  );
});

test("one of several branches' outputs has several makers", () => {
  checkTasks(
    `
    coin = flip()
    with dsl.If(coin.output == 'a'):
        one = flip()
    with dsl.Else():
        two = flip()
    say(text=dsl.OneOf(one.output, two.output))`,
    [
      "flip()",
      "condition-branches-1/condition-2/flip-2() after flip if coin.output == 'a'",
      "condition-branches-1/condition-3/flip-3() after flip if not (coin.output == 'a')",
      "say(text: condition-branches-1/condition-2/flip-2.Output, text: condition-branches-1/condition-3/flip-3.Output)",
    ],
  );
});

test.each([
  ["two names", "with retried() as (attempt, rest):"],
  ["two names in a list", "with retried() as [attempt, rest]:"],
  ["brackets around", "with (retried() as attempt, dsl.If(coin.output == 'a')):"],
])("a block of something else with %s is its body", (_name, head) => {
  checkTasks(`\n    coin = flip()\n    ${head}\n        say(text=coin.output)\n    flip()`, [
    "flip()",
    expect.stringContaining("say(text: flip.Output)"),
    "flip-2()",
  ]);
});

describe("a match", () => {
  test("of what is known runs the case that fits", () => {
    checkTasks(
      `
    match 'b':
        case 'a':
            one = flip()
        case 'b':
            one = load(url='a')
        case _:
            one = numbers()
    say(text=one.output)`,
      ["load()", "say(text: load.Output)"],
    );
  });

  test("of what is not known may run any, in the words of the text", () => {
    checkTasks(
      `
    match settings.mode:
        case 'a' | 'b':
            flip()
        case Mode(deep=True) if settings.deep:
            load(url='a')
        case _:
            numbers()`,
      [
        "flip() if case 'a' | 'b'",
        "load() if not case 'a' | 'b' and case Mode(deep=True) if settings.deep",
        "numbers() if not case 'a' | 'b' and not case Mode(deep=True) if settings.deep",
      ],
    );
  });
});

describe("a loop", () => {
  test("over a list of the text takes a number for its items", () => {
    checkTasks(
      `
    with dsl.ParallelFor([1, 2]) as item:
        say(text=item)`,
      ["for-loop-2/say(text: -) if for each of [1, 2]"],
    );
  });

  test("over what a task makes hands that on", () => {
    checkTasks(
      `
    made = numbers()
    with dsl.ParallelFor(items=made.output, parallelism=2) as item:
        say(text=item)`,
      ["numbers()", "for-loop-1/say(text: numbers.Output) if for each of made.output"],
    );
  });

  test("over dictionaries hands on their parts", () => {
    checkTasks(
      `
    with dsl.ParallelFor([{'a': 1}, {'a': 2}]) as item:
        say(text=item.a)`,
      ["for-loop-2/say(text: -) if for each of [{'a': 1}, {'a': 2}]"],
    );
  });

  test("is collected", () => {
    checkTasks(
      `
    with dsl.ParallelFor(urls) as url:
        data = load(url=url)
    say(text=dsl.Collected(data.output))`,
      ["for-loop-1/load(url: -) if for each of urls", "say(text: for-loop-1/load.Output)"],
      "(urls: List[str])",
    );
  });
});

test("an exit task runs after all that the handler holds, and in no group", () => {
  checkTasks(
    `
    last = say(text='bye')
    with dsl.ExitHandler(exit_task=last):
        first = flip()
        say(text=first.output)`,
    [
      "say() after exit-handler-1/flip, exit-handler-1/say-2",
      "exit-handler-1/flip()",
      "exit-handler-1/say-2(text: exit-handler-1/flip.Output)",
    ],
  );
});

describe("a pipeline in a pipeline", () => {
  const text = `${components}
@dsl.pipeline(name='inner-one')
def inner(url: str) -> NamedTuple('O', model=Model):
    data = load(url=url)
    trained = train_model(data=data.output)
    outputs = NamedTuple('O', model=Model)
    return outputs(model=trained.outputs['model'])

@dsl.component
def deploy(model: Input[Model]):
    ...

@dsl.pipeline(name='outer')
def outer():
    address = flip()
    one = inner(url=address.output)
    two = inner(url='b').after(one)
    deploy(model=two.outputs['model'])
`;

  test("has its nodes wherever it is called, and edges over its border", () => {
    expect(graphOf(pipelineOf(text))).toEqual([
      "flip()",
      "inner-one/load(url: flip.Output)",
      "inner-one/train-model(data: inner-one/load.Output)",
      "inner-one-2/load() after inner-one/load, inner-one/train-model".replace("load()", "load(url: -)"),
      "inner-one-2/train-model(data: inner-one-2/load.Output)",
      "deploy(model: inner-one-2/train-model.model)",
    ]);
  });

  test("is a group, and no pipeline of its own", () => {
    expect(pipelineOf(text).name).toBe("outer");
    expect(pipelineOf(text).groups).toEqual([
      { id: "inner-one", nodes: ["inner-one/load", "inner-one/train-model"] },
      { id: "inner-one-2", nodes: ["inner-one-2/load", "inner-one-2/train-model"] },
    ]);
  });

  test("that calls itself is one node in itself", () => {
    const circle = `${components}
@dsl.pipeline
def p():
    flip()
    p()
`;
    expect(graphOf(pipelineOf(circle))).toEqual(["flip()", "p()"]);
  });
});

test("groups hold what is below them", () => {
  const pipeline = pipelineOf(
    fileWith(`
    coin = flip()
    with dsl.If(coin.output == 'a'):
        with dsl.ParallelFor([1, 2]) as item:
            say(text=item)`),
  );
  expect(pipeline.groups).toEqual([
    { id: "condition-1", nodes: ["condition-1/for-loop-3/say"] },
    { id: "condition-1/for-loop-3", nodes: ["condition-1/for-loop-3/say"] },
  ]);
});
