import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import test from "ava";
import { compile } from "../../../engine/process/index.ts";
import { differenceIn, RECORDINGS, type Recording } from "./recording.ts";

const recordings = readdirSync(RECORDINGS).map((file) => ({
  file,
  ...(JSON.parse(gunzipSync(readFileSync(new URL(file, RECORDINGS))).toString()) as Recording),
}));

test("R11 recorded histories go the same way today, from their start and from what was saved on the way", async (t) => {
  let replayed = 0;
  for (const { file, models, histories } of recordings) {
    const compiled = await Promise.all(models.map((xml) => compile(xml)));
    for (const [index, history] of histories.entries()) {
      const model = compiled[history.model];
      t.truthy(model);
      const difference = model ? differenceIn(model, history) : "no model";
      if (difference !== null) t.fail(`${file}, history ${index}: ${difference}`);
      replayed += 1;
    }
  }
  t.log(`${replayed} histories, 0 differences`);
  t.true(replayed >= 500, `only ${replayed} histories`);
});

test("a history that went another way is told, with the step", async (t) => {
  const [{ models, histories } = { models: [], histories: [] }] = recordings;
  const history = histories.find(({ steps }) => steps.length > 2);
  const model = await compile(models[history?.model ?? 0] ?? "");
  if (!history) throw new Error("no history of three steps");
  const changed = structuredClone(history);
  const last = changed.steps.at(-1);
  if (last) last.came.effects = last.came.effects.replace(/^\w+/, "skip");
  t.regex(differenceIn(model, changed) ?? "", /recorded skip/);
});
