import test from "ava";
import { checkSchema, type FormSchema } from "../../../engine/form/index.ts";

const field = (schema: FormSchema): FormSchema => ({ type: "object", properties: { a: { title: "甲", ...schema } } });
const first = (schema: unknown) => checkSchema(schema)[0];

test("a bounded draft-07 schema is fine", (t) => {
  t.deepEqual(
    checkSchema({ ...field({ type: "string", maxLength: 10 }), $schema: "http://json-schema.org/draft-07/schema#" }),
    [],
  );
});

const refused: [name: string, schema: unknown, pointer: string, message: RegExp][] = [
  ["text without a length", field({ type: "string" }), "/properties/a", /“甲”没有规定最多多少字/],
  [
    "a list without a length",
    field({ type: "array", items: { type: "number" } }),
    "/properties/a",
    /没有规定最多多少行/,
  ],
  [
    "2020-12",
    { ...field({}), $schema: "https://json-schema.org/draft/2020-12/schema" },
    "/$schema",
    /只支持 JSON Schema draft-07/,
  ],
  ["a remote reference", field({ $ref: "https://example.com/x.json" }), "/properties/a/$ref", /不能引用外部地址/],
  ["an unknown keyword", field({ prefixItems: [] }), "/properties/a/prefixItems", /不认识的关键字“prefixItems”/],
  [
    "an unknown format",
    field({ type: "string", maxLength: 9, format: "ipv7" }),
    "/properties/a/format",
    /“ipv7”不认识/,
  ],
  [
    "a look-ahead",
    field({ type: "string", maxLength: 9, pattern: "(?=a)" }),
    "/properties/a/pattern",
    /正则表达式无法使用/,
  ],
  [
    "names that do not fit the options",
    field({ enum: ["a"], "x-enumNames": ["甲", "乙"] }),
    "/properties/a/x-enumNames",
    /选项有 1 个，名称却有 2 个/,
  ],
  ["a dangling reference", field({ $ref: "#/definitions/none" }), "", /不是有效的 JSON Schema/],
  ["a keyword of the wrong shape", field({ type: "number", minimum: "x" } as never), "", /不是有效的 JSON Schema/],
  ["no object at all", "text", "", /应为一个 JSON 对象/],
];
for (const [name, schema, pointer, message] of refused) {
  test(`refused: ${name}`, (t) => {
    const problem = first(schema);
    t.is(problem?.pointer, pointer);
    t.regex(problem?.message ?? "", message);
  });
}

test("refused: more than 1,000 fields and more than 32 levels", (t) => {
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`f${at}`, { type: "number" }]));
  t.regex(first({ type: "object", properties: many })?.message ?? "", /字段共 1001 个/);
  let deep: FormSchema = { type: "number" };
  for (let level = 0; level < 40; level += 1) deep = { type: "object", properties: { a: deep } };
  t.regex(first(deep)?.message ?? "", /嵌套超过 32 层/);
});
