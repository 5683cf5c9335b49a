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
