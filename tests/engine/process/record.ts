import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { type Command, compile, type State } from "../../../engine/process/index.ts";
import { blocks, KINDS, type Kind } from "./random-block.ts";
import { toBpmn } from "./random-model.ts";
import { picker, stepOnce, tryModify, tryMove } from "./random-path.ts";
import { RECORDINGS, type RecordedHistory, type Recording, tell } from "./recording.ts";
import { RICH } from "./rich-model.ts";
import { Scenario } from "./scenario.ts";

/*
 * Records what instances of random models go through, for `recorded.test.ts` to replay for ever after:
 *   node --import tsx tests/engine/process/record.ts <name> [seed]
 * It writes fixtures/histories/<name>.json.gz, and refuses to write over one.
 */
const HISTORIES_EACH = 11;
const MOST_STEPS = 14;
const MOVABLE: readonly Kind[] = ["xor", "and", "or", "loop", "sub", "due"];

const [name = "", given = "20261127"] = process.argv.slice(2);
const seed = Number(given);
const file = new URL(`${name}.json.gz`, RECORDINGS);
if (name === "" || existsSync(file)) throw new Error(`give the recording a name of its own, not “${name}”`);

const sample = (kinds: readonly Kind[], numRuns: number) =>
  fc.sample(blocks(kinds), { numRuns, seed }).map((block) => toBpmn(block));
const byKind = KINDS.flatMap((kind) => sample([kind], 2));
const models = [...new Set([RICH, ...byKind, ...sample(KINDS, 24), ...sample(MOVABLE, 8)])].filter(
  (xml) => xml.length < 9000,
);
const recording: Recording = { models, histories: [] };
for (const [index, xml] of models.entries()) {
  const model = await compile(xml);
  const runs = fc.sample(fc.array(fc.nat(1000), { minLength: 3, maxLength: 20 }), {
    numRuns: HISTORIES_EACH,
    seed: seed + index,
  });
  for (const run of runs) recording.histories.push(record(index, model, run));
}
mkdirSync(RECORDINGS, { recursive: true });
const packed = gzipSync(JSON.stringify(recording), { level: 9 });
writeFileSync(file, packed);
console.log(`${models.length} models, ${recording.histories.length} histories, ${packed.length} bytes`);

function record(index: number, model: Awaited<ReturnType<typeof compile>>, run: readonly number[]): RecordedHistory {
  const next = picker(run);
  const variables = { c: next() % 10, people: ["li", "wang", "zhao"].slice(0, next() % 4), ready: false };
  const scenario = Scenario.of(model, variables);
  const steps: RecordedHistory["steps"] = [];
  const states: State[] = [scenario.state];
  const { at } = scenario;
  const came = tell(scenario);
  const carryOut = scenario.do.bind(scenario);
  scenario.do = (command: Command) => {
    const done = carryOut(command);
    steps.push({ at: scenario.at, command, came: tell(scenario) });
    states.push(scenario.state);
    return done;
  };
  const targets = Object.keys(model.nodes).filter((id) => /^u/.test(id));
  while (steps.length < MOST_STEPS && scenario.state.status === "active") {
    const before = steps.length;
    const byHand = next() % 7;
    if (byHand === 0) tryMove(scenario, next, targets);
    if (byHand === 1) tryModify(scenario, next, targets);
    if (scenario.state.status !== "active" || (!stepOnce(scenario, next, steps.length) && steps.length === before))
      break;
  }
  const after = next() % states.length;
  return { model: index, at, variables, came, steps, saved: { after, state: states[after] as State } };
}
