import test from "ava";
import {
  canonicalText,
  type DefinitionPackage,
  diffPackages,
  fieldRightProblems,
  loadPackage,
  taskRoleProblems,
} from "../../../engine/definition/index.ts";
import { type Draft, put, tinyFiles, without } from "./tiny-package.ts";

function load(change?: (draft: Draft) => void): DefinitionPackage {
  const result = loadPackage(tinyFiles(change));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.pkg;
}

test("the canonical text ignores file order, white space and line ends, and nothing else", (t) => {
  const files = tinyFiles();
  const other = Object.fromEntries(
    Object.entries(files)
      .reverse()
      .map(([file, text]) => [
        file,
        file.endsWith(".json") ? JSON.stringify(JSON.parse(text), null, 4) : `${text}\r\n`,
      ]),
  );
  t.is(canonicalText(other), canonicalText(files));
  t.not(canonicalText(tinyFiles(put("visit.schema.json", "title", "来访"))), canonicalText(files));
  t.not(canonicalText(tinyFiles(without("samples/visit.json"))), canonicalText(files));
});

test("a package does not differ from itself", (t) => {
  t.deepEqual(diffPackages(load(), load()), []);
});

test("a diff says in Chinese which fields, views and nodes were added, removed or changed", (t) => {
  const after = load((draft) => {
    put("visit.schema.json", "properties/weather", { type: "string", title: "天气", maxLength: 9 })(draft);
    put("visit.schema.json", "properties/count/maximum", 500)(draft);
    put("visit.schema.json", "required", ["place", "day"])(draft);
    put("samples/no-place.json", "expect", undefined)(draft);
    put("views.json", "tiles", [])(draft);
    put("manifest.json", "title", "走访管理")(draft);
    draft["check.bpmn"] = '<bpmn:userTask id="look" name="复核"><bpmn:endEvent id="end">';
    put("access.json", "rules/1/rows", "division")(draft);
    without("samples/visit.json")(draft);
    put("manifest.json", "decisions", [{ key: "risk", title: "风险等级", file: "risk.dmn" }])(draft);
    draft["risk.dmn"] = "<definitions/>";
  });
  t.deepEqual(diffPackages(load(), after), [
    { kind: "changed", where: "manifest.json", text: "名称由“走访登记”改为“走访管理”" },
    { kind: "added", where: "manifest.json", text: "增加决策“风险等级”" },
    { kind: "changed", where: "visit.schema.json", text: "字段“人数”：最大值由“1000”改为“500”" },
    { kind: "added", where: "visit.schema.json", text: "增加字段“天气”" },
    { kind: "changed", where: "visit.schema.json", text: "字段“日期”改为必填" },
    { kind: "removed", where: "views.json", text: "删除磁贴“人多”" },
    { kind: "changed", where: "check.bpmn", text: "环节“复核”：有修改" },
    { kind: "added", where: "check.bpmn", text: "增加环节“end”" },
    { kind: "changed", where: "access.json", text: "文件“access.json”：有修改" },
    { kind: "removed", where: "samples/visit.json", text: "删除文件“samples/visit.json”" },
    { kind: "changed", where: "samples/no-place.json", text: "文件“samples/no-place.json”：有修改" },
    { kind: "added", where: "risk.dmn", text: "增加文件“risk.dmn”" },
  ]);
});

test("field-right-names-field: rights of a process node name fields of the record type", (t) => {
  const process = load().processes.check;
  if (!process) return t.fail();
  const type = { title: "走访", schema: { properties: { place: {} } }, recordType: { titleField: "place" } };
  const read = (field: string) => ({ field, mode: "read" });
  const problems = fieldRightProblems(type, process, [
    { nodeId: "look", nodeName: "查看", rights: ["*", "place", "gone"].map(read) },
  ]);
  t.is(problems.length, 1);
  t.like(problems[0], { rule: "field-right-names-field", file: "check.bpmn", nodeId: "look" });
});

test("title-not-hidden: no process node hides what a record is called by, by its name or with all others", (t) => {
  const process = load().processes.check;
  if (!process) return t.fail();
  const schema = { properties: { place: {}, count: {} } };
  const type = { title: "走访", schema, recordType: { titleField: "place" } };
  const found = (rights: [field: string, mode: string][]) =>
    fieldRightProblems(type, process, [
      { nodeId: "look", nodeName: "查看", rights: rights.map(([field, mode]) => ({ field, mode })) },
    ]);
  for (const rights of [
    [["place", "hidden"]],
    [["*", "hidden"]],
    [
      ["place", "read"],
      ["place", "hidden"],
    ],
  ] as [string, string][][]) {
    const problems = found(rights);
    t.like(problems, [{ rule: "title-not-hidden", file: "check.bpmn", nodeId: "look", severity: "error" }]);
    t.regex(problems[0]?.message ?? "", /环节“查看”隐藏了“走访”用作名称的字段“place”/);
  }
  t.deepEqual(
    found([
      ["*", "hidden"],
      ["place", "read"],
    ]),
    [],
  );
  t.deepEqual(found([["count", "hidden"]]), []);
});

test("task-role-known: a task is put before roles that are declared", (t) => {
  const pkg = load();
  const process = pkg.processes.check;
  if (!process) return t.fail();
  const nodes = [{ nodeId: "look", nodeName: "查看", roles: ["clerk", "nobody"] }];
  const problems = taskRoleProblems(process, nodes, new Map([[pkg.key, pkg]]));
  t.is(problems.length, 1);
  t.like(problems[0], { rule: "task-role-known", file: "check.bpmn", nodeId: "look", severity: "error" });
  t.regex(problems[0]?.message ?? "", /“查看”由角色“nobody”办理.*没有人能办理/);
  t.deepEqual(taskRoleProblems(process, nodes, new Map()), []);
});
