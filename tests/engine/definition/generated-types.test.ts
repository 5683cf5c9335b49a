import { readFile } from "node:fs/promises";
import test from "ava";
import { generateTypes } from "../../../server/cli/generate-types.ts";

test("the generated types are those of the meta-schemas as they stand", async (t) => {
  for (const [name, source] of await generateTypes()) {
    const file = new URL(`../../../engine/definition/meta/${name}`, import.meta.url);
    t.is(await readFile(file, "utf8"), source, `run npm run types for ${name}`);
  }
});
