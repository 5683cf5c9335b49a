import test from "ava";
import { loadPackage } from "../../../../engine/definition/index.ts";
import { rules } from "../../../../engine/definition/rules/index.ts";
import { tinyFiles } from "../tiny-package.ts";
import { examples } from "./examples.ts";

test("every rule has examples, and every example a rule", (t) => {
  t.deepEqual(Object.keys(examples).sort(), rules.map(({ name }) => name).sort());
});

for (const [rule, cases] of Object.entries(examples)) {
  for (const [at, example] of cases.entries()) {
    test(`${rule}: example ${at + 1} is accepted when valid and refused at its place when not`, (t) => {
      const packages = new Map(example.beside?.().map((pkg) => [pkg.key, pkg]));
      const valid = loadPackage(tinyFiles(example.valid), { packages });
      t.deepEqual(valid.problems, []);
      t.true(valid.ok);
      const invalid = loadPackage(tinyFiles(example.invalid), { packages });
      t.false(invalid.ok);
      const found = invalid.problems.filter((problem) => problem.rule === rule);
      t.deepEqual(
        found.map(({ file, pointer }) => ({ file, pointer }))[0],
        example.at,
        JSON.stringify(invalid.problems),
      );
      for (const problem of found) {
        t.is(problem.severity, "error");
        t.regex(problem.message, /[\u4e00-\u9fff]/);
        t.regex(problem.hint ?? "", /[\u4e00-\u9fff]/);
      }
    });
  }
}
