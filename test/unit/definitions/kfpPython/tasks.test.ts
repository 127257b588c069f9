import { describe, expect, test } from "vitest";
import { graphOf, pipelineOf, textAt } from "../helpers.ts";
import { checkTasks, components, fileWith } from "./helpers.ts";

describe("a task", () => {
  test("has its component's name as Kubernetes takes it, further ones a number", () => {
    checkTasks(
      `
    data = load(url='a')
    train_model(data=data.output)
    train_model(data=data.output, rate=0.2)`,
      ["load()", "train-model(data: load.Output)", "train-model-2(data: load.Output)"],
    );
  });

  test("of a list that is known is made once for each", () => {
    checkTasks(
      `
    for url in ['a', 'b']:
        load(url=url)`,
      ["load()", "load-2()"],
    );
  });

  test("that a helper function makes is in the pipeline", () => {
    const text = `${components}
def prepared(url):
    return load(url=url).output

@dsl.pipeline
def p():
    train_model(data=prepared('a'))
`;
    expect(graphOf(pipelineOf(text))).toEqual(["load()", "train-model(data: load.Output)"]);
  });

  test("takes a pipeline's parameter from outside", () => {
    checkTasks("    load(url=url)", ["load(url: -)"], "(url: str = 'a')");
  });

  test("runs after others without taking data", () => {
    checkTasks(
      `
    first = flip()
    second = say(text='a')
    say(text='b').after(first, second)`,
      ["flip()", "say()", "say-2() after flip, say"],
    );
  });

  test("runs after the one before it in a list", () => {
    checkTasks(
      `
    tasks = [flip() for _ in range(3)]
    for first, second in zip(tasks, tasks[1:]):
        second.after(first)
    for task in reversed(tasks[:2]):
        say(text=task.output)`,
      [
        "flip()",
        "flip-2() after flip",
        "flip-3() after flip-2",
        "say(text: flip-2.Output)",
        "say-2(text: flip.Output)",
      ],
    );
  });

  test("that takes data of what it runs after says so once", () => {
    checkTasks(
      `
    first = flip()
    say(text=first.output).after(first)`,
      ["flip()", "say(text: flip.Output)"],
    );
  });

  test("takes what a text is put together from", () => {
    checkTasks(
      `
    first = flip()
    say(text=f'it is {first.output}')
    say(text='it is ' + first.output)
    say(text='it is {}'.format(first.output))
    say(text='it is %s' % first.output)`,
      [
        "flip()",
        "say(text: flip.Output)",
        "say-2(text: flip.Output)",
        "say-3(text: flip.Output)",
        "say-4(text: flip.Output)",
      ],
    );
  });

  test("takes a list of what several tasks make", () => {
    checkTasks(
      `
    tasks = [flip() for _ in range(2)]
    say(text=[task.output for task in tasks])`,
      ["flip()", "flip-2()", "say(text: flip.Output, text: flip-2.Output)"],
    );
  });

  test("takes a machine's size from another", () => {
    checkTasks(
      `
    size = flip()
    say(text='a').set_cpu_limit(size.output)`,
      ["flip()", "say(cpu_limit: flip.Output)"],
    );
  });

  test("under a condition of Python that is not known says so", () => {
    const body = `
    if FAST:
        flip()`;
    checkTasks(body, ["flip() if FAST"]);
  });
});

describe("of a task are known", () => {
  const text = fileWith(`
    data = load(url='a')
    trained = train_model(data=data.output, rate=0.2).set_caching_options(False).set_display_name('Train')
    say(text='b').after(trained)`);
  const [load, train] = pipelineOf(text).nodes;

  test("the whole call with its methods, and the name in it", () => {
    expect(train && textAt(text, train.location)).toBe(
      "train_model(data=data.output, rate=0.2).set_caching_options(False).set_display_name('Train')",
    );
    expect(train && textAt(text, { ...train.location, range: train.nameRange })).toBe("train_model");
  });

  test("its variable, arguments, caching", () => {
    expect(train?.variable).toBe("trained");
    expect(train?.arguments.map(({ name, text: written }) => `${name}=${written}`)).toEqual([
      "data=data.output",
      "rate=0.2",
    ]);
    expect(train?.caching?.enabled).toBe(false);
    expect(train?.caching && textAt(text, train.caching.location)).toBe("set_caching_options(False)");
    expect(load?.caching).toBeNull();
  });

  test("where it is used", () => {
    const used = train?.references.map(({ role, location }) => `${role} ${textAt(text, location)}`);
    expect(used).toEqual(["assignment trained", "after trained"]);
    expect(load?.references.map(({ role, output, location }) => `${role} ${output} ${textAt(text, location)}`)).toEqual(
      ["assignment null data", "channel Output data.output"],
    );
  });

  test("its kind, and what it takes and makes", () => {
    expect(train?.kind).toBe("train");
    expect(train?.inputs.map(({ carries, type }) => [carries, type])).toEqual([["artifact", "system.Dataset"]]);
    expect(train?.outputs.map(({ key, carries, type }) => [key, carries, type])).toEqual([
      ["model", "artifact", "system.Model"],
      ["metrics", "artifact", "system.Metrics"],
    ]);
  });
});

test("caching is turned off in a line of its own", () => {
  const pipeline = pipelineOf(
    fileWith(`
    first = flip()
    first.set_caching_options(enable_caching=False)`),
  );
  expect(pipeline.nodes[0]?.caching?.enabled).toBe(false);
});
