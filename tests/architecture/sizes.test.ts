import test from "ava";
import { functionsOf, sourcesOf } from "./sources.ts";

const ROOMS = ["engine", "server", "renderer"];
const MOST_LINES = 300;
const MOST_LINES_OF_A_FUNCTION = 60;

/** Files over 300 lines, each with its reason. */
const LONG_FILES: Record<string, string> = {};

/** Functions over 60 lines (`file:function`), each with its reason. */
const LONG_FUNCTIONS: Record<string, string> = {};

const linesOf = (text: string): number => text.split("\n").length;

test("half of all files have at most 80 lines", (t) => {
  const lines = sourcesOf(...ROOMS)
    .map(({ text }) => linesOf(text))
    .sort((a, b) => a - b);
  const median = lines[Math.floor(lines.length / 2)] ?? 0;
  t.true(median <= 80, `the median file has ${median} lines`);
});

test("a file over 300 lines has a reason here", (t) => {
  const long = sourcesOf(...ROOMS)
    .filter(({ text, path }) => linesOf(text) > MOST_LINES && !(path in LONG_FILES))
    .map(({ path, text }) => `${path}: ${linesOf(text)} lines`);
  t.deepEqual(long, []);
});

test("a function over 60 lines has a reason here", (t) => {
  const long = sourcesOf(...ROOMS).flatMap((source) =>
    functionsOf(source)
      .filter(({ name, lines }) => lines > MOST_LINES_OF_A_FUNCTION && !(`${source.path}:${name}` in LONG_FUNCTIONS))
      .map(({ name, lines }) => `${source.path}: ${name} has ${lines} lines`),
  );
  t.deepEqual(long, []);
});
