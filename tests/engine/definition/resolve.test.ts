import test from "ava";
import {
  listRecordTypes,
  loadPackages,
  resolveRecordType,
  UnknownRecordType,
} from "../../../engine/definition/index.ts";
import { projectedFields, viewFields } from "../../../engine/view/index.ts";
import { put, tinyFiles } from "./tiny-package.ts";

const form = {
  "manifest.json": JSON.stringify({
    key: "form-1",
    title: "走访表一",
    version: "1.0.0",
    extends: { package: "tiny", recordType: "visit" },
    recordTypes: [
      { key: "main", title: "走访表一", schema: "main.schema.json", ui: "main.ui.json", titleField: "place" },
    ],
  }),
  "main.schema.json": JSON.stringify({
    type: "object",
    required: ["mood"],
    properties: {
      mood: { type: "string", title: "心情", maxLength: 9 },
      score: { type: "number", title: "评分", minimum: 0, maximum: 5 },
      place: { type: "string", title: "改不了的地点", maxLength: 1 },
    },
  }),
  "main.ui.json": JSON.stringify({ "ui:order": ["score", "mood", "*"], mood: { "ui:placeholder": "心情" } }),
};

const { packages } = loadPackages({ tiny: tinyFiles(), "form-1": form });

test("a record type comes with settings, process, rules and views that concern it, under global keys", (t) => {
  const visit = resolveRecordType(packages, "tiny/visit");
  t.is(visit.storedKey, "tiny/visit");
  t.is(visit.process?.key, "check");
  t.deepEqual(
    visit.access.rules.map(({ recordType, actions }) => [recordType, actions[0]]),
    [
      ["visit", "read"],
      ["visit", "create"],
    ],
  );
  t.deepEqual(
    visit.lists.map(({ key, recordType }) => [key, recordType]),
    [["visits", "tiny/visit"]],
  );
  t.deepEqual(
    visit.tiles.map(({ key }) => key),
    ["many"],
  );
  t.deepEqual(visit.childFields, ["office"]);
  t.deepEqual(resolveRecordType(packages, "tiny/office").lists, []);
});

test("views come with the titles of their fields filled in", (t) => {
  const visit = resolveRecordType(packages, "tiny/visit");
  t.deepEqual(
    visit.lists[0]?.columns.map(({ title }) => title),
    ["地点", "状态", "单位"],
  );
  t.deepEqual(
    visit.statistics[0]?.dimensions.map(({ title }) => title),
    ["结果", "行政区域"],
  );
});

test("R-KEY-03: a designed form has the base's fields, process, rules and views, and its own fields", (t) => {
  const own = resolveRecordType(packages, "form-1/main");
  t.is(own.base, "tiny/visit");
  t.is(own.storedKey, "tiny/visit");
  t.is(own.definitionKey, "form-1");
  t.is(own.process?.key, "check");
  t.deepEqual(own.addedFields, ["mood", "score"]);
  t.deepEqual(Object.keys(own.schema.properties ?? {}), [
    "place",
    "office",
    "day",
    "count",
    "result",
    "notes",
    "mood",
    "score",
  ]);
  t.is(own.schema.properties?.place?.title, "地点");
  t.deepEqual(own.schema.required, ["place", "mood"]);
  t.true(own.access.rules.every(({ recordType }) => recordType === "main"));
  t.deepEqual(
    own.lists.map(({ recordType }) => recordType),
    ["tiny/visit"],
  );
});

test("the added fields stand after what is reported about, in their own order and group", (t) => {
  const { ui } = resolveRecordType(packages, "form-1/main");
  t.deepEqual(ui["ui:order"], ["place", "score", "mood", "office", "day", "count", "result", "notes", "*"]);
  t.deepEqual(ui["ui:groups"], [
    { title: "走访", fields: ["place"] },
    { title: "本表填报内容", fields: ["mood", "score"] },
  ]);
  t.deepEqual(ui.mood, { "ui:placeholder": "心情" });
});

test("fields that views, uniqueness, references or rules use get a column; a form's added scalars all do", (t) => {
  const visit = projectedFields(resolveRecordType(packages, "tiny/visit"));
  t.deepEqual(visit, [
    { field: "place", sqlType: "text", index: false },
    { field: "office", sqlType: "text", index: true },
    { field: "day", sqlType: "date", index: true },
    { field: "count", sqlType: "integer", index: true },
    { field: "result", sqlType: "text", index: true },
  ]);
  const added = projectedFields(resolveRecordType(packages, "form-1/main")).slice(visit.length);
  t.deepEqual(added, [
    { field: "mood", sqlType: "text", index: false },
    { field: "score", sqlType: "numeric", index: false },
  ]);
});

test("view fields say kind, choices, code list and reference", (t) => {
  const fields = viewFields(resolveRecordType(packages, "tiny/visit"));
  t.like(fields.result, { kind: "select", list: "tiny/results" });
  t.like(fields.office, { kind: "reference", reference: "tiny/office" });
  t.like(fields.$status, { kind: "select" });
  t.is(fields.notes, undefined);
});

test("a $ref into another package is copied in, with what that refers to itself", (t) => {
  const common = {
    "manifest.json": JSON.stringify({ key: "_common", title: "公共", version: "1.0.0" }),
    "common.schema.json": JSON.stringify({
      definitions: {
        files: { type: "array", title: "附件", maxItems: 5, items: { $ref: "#/definitions/file" } },
        file: { type: "object", properties: { id: { type: "string", maxLength: 64 } } },
      },
    }),
  };
  const change = (draft: Record<string, unknown>) => {
    put("manifest.json", "dependsOn", ["_common"])(draft);
    put("visit.schema.json", "properties/files", {
      $ref: "_common/common.schema.json#/definitions/files",
      title: "照片",
    })(draft);
  };
  const loaded = loadPackages({ tiny: tinyFiles(change), _common: common });
  t.deepEqual(loaded.problems, {});
  const { schema } = resolveRecordType(loaded.packages, "tiny/visit");
  t.deepEqual(schema.properties?.files, { $ref: "#/definitions/_common.common.files", title: "照片" });
  t.deepEqual(schema.definitions?.["_common.common.files"]?.items, { $ref: "#/definitions/_common.common.file" });
  t.deepEqual(schema.definitions?.["_common.common.file"]?.type, "object");
});

test("an unknown package, record type or base is named in Chinese", (t) => {
  for (const key of ["none/visit", "tiny/none", "tiny"]) {
    const error = t.throws(() => resolveRecordType(packages, key), { instanceOf: UnknownRecordType });
    t.regex(error?.message ?? "", /没有名为/);
  }
});

test("a package lists its record types with global keys", (t) => {
  const pkg = packages.get("tiny");
  t.deepEqual(pkg && listRecordTypes(pkg).map(({ key }) => key), ["tiny/office", "tiny/visit"]);
});
