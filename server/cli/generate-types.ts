import { readdir, readFile, writeFile } from "node:fs/promises";
import { compile, type JSONSchema } from "json-schema-to-typescript";

const META = new URL("../../engine/definition/meta/", import.meta.url);

/**
 * A type is named for its schema's title, so titles for people go: an object is named for its property instead, and
 * everything else is written where it is used.
 */
function withTypeNames(schema: unknown, property = ""): unknown {
  if (Array.isArray(schema)) return schema.map((each) => withTypeNames(each));
  if (typeof schema !== "object" || schema === null) return schema;
  const names = { ...schema } as Record<string, unknown>;
  if (typeof names.title === "string" && !/^\w+$/.test(names.title)) {
    if (names.type === "object") names.title = property;
    else delete names.title;
  }
  return Object.fromEntries(Object.entries(names).map(([key, value]) => [key, withTypeNames(value, key)]));
}

/** Writes `*.gen.ts` beside each meta-schema; run by `npm run types`, checked by a test. */
export async function generateTypes(): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  for (const file of (await readdir(META)).filter((name) => name.endsWith(".schema.json")).sort()) {
    const schema = JSON.parse(await readFile(new URL(file, META), "utf8")) as JSONSchema;
    const source = await compile(withTypeNames(schema) as JSONSchema, String(schema.title), {
      additionalProperties: false,
      bannerComment: `/* Generated from ${file} by npm run types. Do not edit. */`,
      ignoreMinAndMaxItems: true,
      strictIndexSignatures: false,
    });
    written.set(file.replace(".schema.json", ".gen.ts"), source);
  }
  return written;
}

if (process.argv[1]?.endsWith("generate-types.ts")) {
  for (const [name, source] of await generateTypes()) await writeFile(new URL(name, META), source);
}
