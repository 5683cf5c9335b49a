import test from "ava";
import { fieldRightProblems, listRecordTypes, resolveRecordType } from "../../engine/definition/index.ts";
import { checkProcess } from "../../engine/process/index.ts";
import { projectedFields } from "../../engine/view/index.ts";
import { shipped, shippedKeys } from "./shipped.ts";

test("every shipped package loads without a single problem, samples included", (t) => {
  t.deepEqual(shipped.problems, {});
  t.deepEqual([...shipped.packages.keys()].sort(), shippedKeys.sort());
});

test("every shipped process compiles, is clean to the linter and speaks only of fields that exist", async (t) => {
  for (const pkg of shipped.packages.values()) {
    for (const process of Object.values(pkg.processes)) {
      const { model, problems } = await checkProcess(process.xml);
      t.deepEqual(problems, [], process.file);
      const nodes = Object.values(model?.nodes ?? {}).map(({ id, name, task }) => ({
        nodeId: id,
        nodeName: name ?? "",
        rights: task?.fieldRights ?? [],
      }));
      const using = listRecordTypes(pkg)
        .map(({ key }) => resolveRecordType(shipped.packages, key))
        .filter((type) => type.process?.key === process.key);
      for (const type of using) t.deepEqual(fieldRightProblems(type, process, nodes), []);
    }
  }
});

test("every shipped process has a picture of each of its nodes and flows", async (t) => {
  for (const process of [...shipped.packages.values()].flatMap((pkg) => Object.values(pkg.processes))) {
    const { model } = await checkProcess(process.xml);
    const drawn = new Set([...process.xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id));
    for (const id of [...Object.keys(model?.nodes ?? {}), ...Object.keys(model?.flows ?? {})])
      t.true(drawn.has(id), id);
  }
});

test("every shipped record type can be resolved, and its projection stays small", (t) => {
  for (const { key } of [...shipped.packages.values()].flatMap(listRecordTypes)) {
    const resolved = resolveRecordType(shipped.packages, key);
    t.truthy(resolved.schema.properties?.[resolved.recordType.titleField]);
    t.true(projectedFields(resolved).length <= 60);
  }
});

test("every role that holds a task or an account is declared", async (t) => {
  const packages = [...shipped.packages.values()];
  const roles = new Set(packages.flatMap(({ roles }) => roles?.roles ?? []).map(({ key }) => key));
  for (const account of packages.flatMap(({ organization }) => organization?.accounts ?? [])) {
    for (const role of account.roles) t.true(roles.has(role), role);
  }
  for (const process of packages.flatMap((pkg) => Object.values(pkg.processes))) {
    const { model } = await checkProcess(process.xml);
    for (const { task } of Object.values(model?.nodes ?? {})) {
      if (task?.assignment.role) t.true(roles.has(task.assignment.role), task.assignment.role);
    }
  }
});
