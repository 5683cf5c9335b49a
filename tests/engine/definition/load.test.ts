import test from "ava";
import { loadPackage, loadPackages } from "../../../engine/definition/index.ts";
import { put, tinyFiles, without } from "./tiny-package.ts";

const rulesOf = (files: Record<string, string>) => {
  const result = loadPackage(files);
  return result.ok ? [] : [...new Set(result.problems.map(({ rule }) => rule))];
};

test("a sound package is loaded with every file parsed", (t) => {
  const result = loadPackage(tinyFiles());
  if (!result.ok) return t.fail(JSON.stringify(result.problems));
  t.is(result.pkg.key, "tiny");
  t.deepEqual(Object.keys(result.pkg.schemas).sort(), ["office.schema.json", "visit.schema.json"]);
  t.deepEqual(result.pkg.codeLists[0]?.items, [{ code: "ok", title: "正常" }]);
  t.is(result.pkg.processes.check?.xml, '<bpmn:userTask id="look" name="查看">');
  t.is(Object.keys(result.pkg.samples).length, 2);
});

test("a package without manifest, or whose named files are missing, is refused with the file's name", (t) => {
  t.deepEqual(rulesOf(tinyFiles(without("manifest.json"))), ["manifest-exists"]);
  const result = loadPackage(tinyFiles(without("results.json")));
  t.false(result.ok);
  t.is(result.problems[0]?.rule, "named-file-exists");
  t.regex(result.problems[0]?.message ?? "", /results\.json/);
});

test("JSON that does not parse, or is no object, is refused", (t) => {
  t.deepEqual(rulesOf({ ...tinyFiles(), "views.json": "{" }), ["json-syntax"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "views.json": "[]" }), ["json-object"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "manifest.json": "null" }), ["json-object"]);
});

test("a file that breaks its meta-schema is refused with pointer and way out in Chinese", (t) => {
  const result = loadPackage(tinyFiles(put("access.json", "rules/0/actions", ["destroy"])));
  t.false(result.ok);
  const [problem] = result.problems;
  t.like(problem, { rule: "meta-schema", file: "access.json", pointer: "/rules/0/actions/0" });
  t.regex(problem?.message ?? "", /可选的值/);
  t.regex(problem?.hint ?? "", /read/);
  t.deepEqual(rulesOf(tinyFiles(put("manifest.json", "script", "alert(1)"))), ["meta-schema"]);
  t.deepEqual(rulesOf(tinyFiles(put("visit.ui.json", "ui:groups/0/colour", "red"))), ["meta-schema"]);
});

test("hostile files are refused before they are parsed: names, kinds, sizes, depth, number", (t) => {
  t.deepEqual(rulesOf({ ...tinyFiles(), "../secret.json": "{}" }), ["file-name-safe"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "/etc/passwd.json": "{}" }), ["file-name-safe"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "run.js": "process.exit()" }), ["file-kind-known"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "big.json": `"${"x".repeat(2_000_001)}"` }), ["file-size"]);
  t.deepEqual(rulesOf({ ...tinyFiles(), "deep.json": "[".repeat(100_000) }), ["file-depth"]);
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}.json`, "{}"]));
  t.deepEqual(rulesOf({ ...tinyFiles(), ...many }), ["file-count"]);
});

test("keys of Object.prototype in a file change nothing", (t) => {
  const files = tinyFiles();
  const access = `{"__proto__": {"polluted": true}, "rules": []}`;
  t.deepEqual(rulesOf({ ...files, "access.json": access }), ["meta-schema"]);
  t.is(({} as Record<string, unknown>).polluted, undefined);
  t.deepEqual(rulesOf(tinyFiles(put("views.json", "lists/0/columns/0/field", "constructor"))), ["view-field-exists"]);
});

test("packages that build on one another are loaded in order; one that is wrong is left out", (t) => {
  const base = tinyFiles();
  const form = {
    "manifest.json": JSON.stringify({
      key: "a-form",
      title: "走访表",
      version: "1.0.0",
      extends: { package: "tiny", recordType: "visit" },
      recordTypes: [{ key: "main", title: "走访表", schema: "main.schema.json", titleField: "place" }],
    }),
    "main.schema.json": JSON.stringify({
      type: "object",
      properties: { mood: { type: "string", title: "心情", maxLength: 9 } },
    }),
  };
  const both = loadPackages({ "a-form": form, tiny: base });
  t.deepEqual(both.problems, {});
  t.deepEqual([...both.packages.keys()], ["tiny", "a-form"]);
  const alone = loadPackages({ "a-form": form, tiny: { ...base, "views.json": "{" } });
  t.deepEqual([...alone.packages.keys()], ["a-form"]);
  t.deepEqual(Object.keys(alone.problems), ["tiny"]);
});
