import { expect, test } from "vitest";
import { askAgain, beginFollow, type FollowedDatabases, isDue } from "../../../server/src/workspace/databaseFollow.ts";
import { refusedState } from "../../../server/src/workspace/databases.ts";

const path = "postgresql://reader@db.example.com/metadata";

/** A database that answers with these states, one a question. */
function answering(...states: readonly (string | null)[]): FollowedDatabases {
  const left = [...states];
  return { every: () => 30_000, isInView: () => true, state: async () => left.shift() ?? null };
}

/** What each of the questions after the first found, and how long was waited then, seconds. */
async function asked(...states: readonly (string | null)[]): Promise<readonly (readonly [boolean, number])[]> {
  const databases = answering(...states);
  let follow = await beginFollow(databases, path);
  const found: (readonly [boolean, number])[] = [];
  for (let question = 1; question < states.length; question++) {
    const { isNew, ...next } = await askAgain(databases, path, follow);
    found.push([isNew, next.wait / 1_000]);
    follow = next;
  }
  return found;
}

test.each([
  [
    "nothing new: the longer nothing is, the less often it is asked",
    ["a", "a", "a"],
    [
      [false, 45],
      [false, 67.5],
    ],
  ],
  [
    "something new: it is asked as often as at first",
    ["a", "a", "b"],
    [
      [false, 45],
      [true, 30],
    ],
  ],
  [
    "no answer: nothing is read again for it",
    ["a", null, "a"],
    [
      [false, 45],
      [false, 67.5],
    ],
  ],
  [
    "something new after no answer",
    ["a", null, "b"],
    [
      [false, 45],
      [true, 30],
    ],
  ],
  [
    "no answer at first: what comes then is what is known",
    [null, "a", "b"],
    [
      [false, 45],
      [true, 30],
    ],
  ],
] as const)("%s", async (_, states, expected) => {
  expect(await asked(...states)).toEqual(expected);
});

test("who is not let in is read once more to be told so, and again with another password", async () =>
  expect(await asked("a", refusedState, refusedState, refusedState, "a")).toEqual([
    [true, 30],
    [false, 30],
    [false, 30],
    [true, 30],
  ]));

test("it is never waited longer than ten times as long as at first", async () => {
  const same = Array.from({ length: 12 }, () => "a");
  expect((await asked(...same)).at(-1)).toEqual([false, 300]);
});

test.each([
  ["in view", {}, true],
  ["out of view", { isInView: () => false }, false],
  ["not to be asked", { every: () => 0 }, false],
] as const)("a database %s", (_, changes, expected) => {
  expect(isDue({ ...answering(), ...changes }, path, null)).toBe(expected);
});

test("a database that was asked just now", async () => {
  const databases = answering("a");
  expect(isDue(databases, path, await beginFollow(databases, path))).toBe(false);
});
