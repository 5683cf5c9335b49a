import test from "ava";
import {
  type DefinitionPackage,
  loadPackage,
  resolveRecordType,
  variantFor,
} from "../../../engine/definition/index.ts";
import { compileForm } from "../../../engine/form/index.ts";
import { put, tinyFiles } from "./tiny-package.ts";

const variants = [
  { key: "city", title: "市级", levels: ["city"], without: ["result"], required: ["count"] },
  {
    ...{ key: "local", title: "区街", levels: ["district", "street"], without: ["count"] },
    titles: { place: "本地地点" },
  },
];

function visit() {
  const loaded = loadPackage(
    tinyFiles((draft) => {
      put("manifest.json", "recordTypes/1/variants", variants)(draft);
      put("visit.schema.json", "x-rules", [
        { assert: "=count != 777", message: "人数不对", fields: ["/count"] },
        { assert: '=place != "外地"', message: "地点不对", fields: ["/place"] },
      ])(draft);
    }),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return resolveRecordType(new Map<string, DefinitionPackage>([["tiny", loaded.pkg]]), "tiny/visit");
}

test("each level has the form that names it; a level that none names has none", (t) => {
  const { variants: resolved } = visit();
  t.deepEqual(
    [1, 2, 3, 4].map((level) => variantFor(resolved, level)?.key),
    ["city", "local", "local", undefined],
  );
});

test("a variant lacks what it leaves out, demands what it adds, and calls fields as it says", (t) => {
  const resolved = visit();
  const [city, local] = resolved.variants;
  t.false("result" in (city?.schema.properties ?? {}));
  t.deepEqual(city?.schema.required, ["place", "count"]);
  t.is(local?.schema.properties?.place?.title, "本地地点");
  t.is(resolved.schema.properties?.place?.title, "地点");
  t.true("result" in (resolved.schema.properties ?? {}), "the type itself keeps every field, for lists and columns");
});

test("rules about fields that a variant leaves out are no rules of it", (t) => {
  const [city, local] = visit().variants;
  const found = (schema = city?.schema) =>
    compileForm(schema ?? {})
      .validate({ place: "外地", count: 777 })
      .map(({ message }) => message);
  t.deepEqual(found(), ["人数不对", "地点不对"]);
  t.deepEqual(
    compileForm(local?.schema ?? {})
      .validate({ place: "外地" })
      .map(({ message }) => message),
    ["地点不对"],
  );
});

const added = {
  type: "object",
  required: ["score"],
  properties: {
    score: { type: "number", title: "评分", minimum: 0, maximum: 5 },
    mood: { type: "string", title: "心情", maxLength: 9 },
  },
  "x-rules": [{ assert: "=mood != null", message: "心情要写", fields: ["/mood"] }],
};

/** A form that adds `score` and `mood` to the tiny package's visit, with variants of the base and of its own. */
function extended(base: object[] | undefined, own: object[] | undefined) {
  const tiny = loadPackage(tinyFiles(put("manifest.json", "recordTypes/1/variants", base)));
  if (!tiny.ok) throw new Error(JSON.stringify(tiny.problems));
  const form = { key: "visit", title: "走访表", schema: "form.schema.json", ui: "form.ui.json", titleField: "place" };
  const files = {
    "manifest.json": JSON.stringify({
      ...{ key: "form", title: "走访表", version: "1.0.0", extends: { package: "tiny", recordType: "visit" } },
      recordTypes: [{ ...form, ...(own && { variants: own }) }],
    }),
    "form.schema.json": JSON.stringify(added),
    "form.ui.json": JSON.stringify({ "ui:groups": [{ title: "评价", fields: ["score", "mood"] }] }),
  };
  const packages = new Map<string, DefinitionPackage>([["tiny", tiny.pkg]]);
  const loaded = loadPackage(files, { packages });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return resolveRecordType(packages.set("form", loaded.pkg), "form/visit");
}

/** What each level fills: key of its form and its fields; null where it files none. */
const byLevel = ({ variants: found }: ReturnType<typeof extended>) =>
  [1, 2, 3, 4].map((level) => {
    const variant = variantFor(found, level);
    return variant ? [variant.key, Object.keys(variant.schema.properties ?? {}).join(" ")] : null;
  });

const scoreOnly = { key: "few", title: "少填", levels: ["city", "district"], without: ["mood"] };
const everything = { key: "all", title: "全填", levels: ["street"], required: ["mood"] };

test("a form with levels of its own over a base without: the added fields differ, the base's are for all", (t) => {
  const form = extended(undefined, [scoreOnly, everything]);
  const visit = "place office day count result notes";
  t.deepEqual(byLevel(form), [
    ["few", `${visit} score`],
    ["few", `${visit} score`],
    ["all", `${visit} score mood`],
    null,
  ]);
  const [few, all] = form.variants;
  t.deepEqual(few?.schema.required, ["place", "score"]);
  t.deepEqual(all?.schema.required, ["place", "score", "mood"]);
  t.is(few?.schema["x-rules"], undefined, "a rule about what a level does not fill is no rule of it");
  t.is(few?.schema.title, "走访表");
  t.true("mood" in (form.schema.properties ?? {}), "the type itself keeps every field, for lists and columns");
});

test("levels of the base and of the form combine: each level has its own of both, one that either leaves out none", (t) => {
  const base = [
    { key: "town", title: "市区", levels: ["city", "district"], without: ["result", "notes"] },
    { key: "village", title: "村", levels: ["village"], without: ["notes"] },
  ];
  const form = extended(base, [
    { ...scoreOnly, levels: ["city"] },
    { ...everything, levels: ["district", "street", "village"] },
  ]);
  t.deepEqual(byLevel(form), [
    ["town.few", "place office day count score"],
    ["town.all", "place office day count score mood"],
    null,
    ["village.all", "place office day count result score mood"],
  ]);
  t.deepEqual(
    form.variants.map(({ title, levels }) => [title, levels]),
    [
      ["市区 · 少填", ["city"]],
      ["市区 · 全填", ["district"]],
      ["村 · 全填", ["village"]],
    ],
  );
});

test("a form without levels of its own is filled as the base's levels are", (t) => {
  const form = extended(
    [{ key: "local", title: "区街", levels: ["district", "street"], without: ["notes"] }],
    undefined,
  );
  const fields = "place office day count result score mood";
  t.deepEqual(byLevel(form), [null, ["local", fields], ["local", fields], null]);
  t.deepEqual(
    byLevel(extended(undefined, undefined)),
    [null, null, null, null],
    "no variants at all: all fill the type",
  );
  t.deepEqual(extended(undefined, undefined).variants, []);
});
