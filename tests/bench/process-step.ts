import { EventEmitter } from "node:events";
import { Engine } from "bpmn-engine";
import { apply, compile, type ProcessModel, type State, start } from "../../engine/process/index.ts";
import { and, boundary, bpmn, end, start as startEvent, sub, timer, user, xor } from "../engine/process/bpmn.ts";
import type { Figure } from "./figure.ts";

const AT = "2026-03-01T01:00:00.000Z";
const PEER_ROUNDS = 40;
const ROUNDS = 20_000;

/** A line of user tasks around one decision, `nodes` flow nodes in all; the step measured takes the decision. */
function line(nodes: number, condition: string): string {
  const tasks = Array.from({ length: nodes - 3 }, (_, index) => `u${index}`);
  const half = Math.floor(tasks.length / 2);
  return bpmn(
    startEvent(),
    ...tasks.map((id) => user(id)),
    xor("x"),
    end(),
    `s > ${tasks.slice(0, half).join(" > ")} > x`,
    `x > ${tasks[half]} ? ${condition}`,
    "x > e ? default",
    `${tasks.slice(half).join(" > ")} > e`,
  );
}

/** The state in which the next completion takes the decision. */
function beforeDecision(model: ProcessModel, nodes: number): { state: State; taskId: string } {
  let { state } = start(model, { amount: 20_000 }, AT);
  const half = Math.floor((nodes - 3) / 2);
  for (let index = 0; index < half - 1; index += 1) {
    state = apply(model, state, { type: "completeTask", taskId: openTask(state) }, AT).state;
  }
  return { state, taskId: openTask(state) };
}

function openTask(state: State): string {
  return state.tokens.find((token) => token.task !== undefined)?.task ?? "";
}

/** Microseconds of one step from saved state, state written and read as JSON as a database would. */
async function ourStep(nodes: number): Promise<number> {
  const model = await compile(line(nodes, "=amount > 10000"));
  const { state, taskId } = beforeDecision(model, nodes);
  const saved = JSON.stringify(state);
  const step = () => JSON.stringify(apply(model, JSON.parse(saved), { type: "completeTask", taskId }, AT).state);
  for (let round = 0; round < 10_000; round += 1) step();
  const begin = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) step();
  return ((performance.now() - begin) / ROUNDS) * 1000;
}

/** Microseconds of the same step by bpmn-engine, recovered from its saved state. */
async function peerStep(nodes: number): Promise<number> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: bpmn-engine's own expression syntax
  const source = line(nodes, "${environment.variables.large}");
  const first = await new Engine({ name: "peer", source }).execute({
    listener: new EventEmitter(),
    variables: { large: true },
  } as never);
  const half = Math.floor((nodes - 3) / 2);
  for (let index = 0; index < half - 1; index += 1) first.signal({ id: `u${index}` });
  const saved = JSON.stringify(first.getState());
  const step = async () => {
    const execution = await new Engine().recover(JSON.parse(saved)).resume({ listener: new EventEmitter() } as never);
    execution.signal({ id: `u${half - 1}` });
    return JSON.stringify(execution.getState());
  };
  for (let round = 0; round < 5; round += 1) {
    if (!(await step()).includes(`"id":"u${half}"`)) throw new Error("bpmn-engine did not take the decision");
  }
  const begin = performance.now();
  for (let round = 0; round < PEER_ROUNDS; round += 1) await step();
  return ((performance.now() - begin) / PEER_ROUNDS) * 1000;
}

/** Twenty nodes of the kind that keep much: parallel reviews with due dates, a sub-process and a way back. */
const TWENTY = bpmn(
  startEvent(),
  user("fill"),
  and("f"),
  ...["r1", "r2", "r3"].flatMap((id) => [user(id), boundary(`${id}d`, id, timer("timeDuration", "P3D"), false)]),
  user("up"),
  and("j"),
  sub("publish", startEvent("s1"), user("p1"), end("e1"), "s1 > p1 > e1"),
  xor("x"),
  user("final"),
  end(),
  end("e2"),
  xor("o"),
  "s > o > fill > f",
  "f > r1 > j > publish > final > x",
  "f > r2 > j",
  "f > r3 > j",
  "r1d > up > e2",
  "r2d > up",
  "r3d > up",
  'x > o ? outcome = "reject"',
  "x > e ? default",
);

/** The largest saved state over all steps of some rounds, beside what the standard allows for its open tokens. */
async function stateSize(): Promise<{ bytes: number; allowed: number }> {
  const model = await compile(TWENTY);
  if (Object.keys(model.nodes).length !== 20) throw new Error("the model has not twenty nodes");
  let { state } = start(model, { year: 2026, unit: "110101000000", amount: 12_000 }, AT);
  let worst = { bytes: 0, allowed: 1 };
  for (let step = 0; step < 60 && state.status === "active"; step += 1) {
    const bytes = Buffer.byteLength(JSON.stringify(state));
    const allowed = 1536 + 200 * state.tokens.length;
    if (bytes / allowed > worst.bytes / worst.allowed) worst = { bytes, allowed };
    const due = state.timers[0];
    const taskId = openTask(state);
    const reject = step < 40 ? "reject" : "approve";
    state = due
      ? apply(model, state, { type: "fireTimer", timerId: due.id }, AT).state
      : apply(model, state, { type: "completeTask", taskId, variables: { outcome: reject } }, AT).state;
  }
  if (state.status !== "ended") throw new Error("the instance did not end");
  return worst;
}

/**
 * The engine step without database: ours beside bpmn-engine 25 and beside 100 microseconds on 20 nodes, ours at 60 and
 * 300 nodes beside 20, and the size of a saved state.
 */
export async function processStep(): Promise<Figure[]> {
  const ours = await ourStep(20);
  const middle = await ourStep(60);
  const large = await ourStep(300);
  const peer = await peerStep(20);
  const { bytes, allowed } = await stateSize();
  const figure = (name: string, value: number, floor: number): Figure => ({
    name,
    value,
    unit: "us",
    floor,
    ratio: value / floor,
  });
  return [
    figure("process-step-20-nodes", ours, peer),
    figure("process-step-20-nodes-limit", ours, 100),
    figure("process-step-60-nodes", middle, ours),
    figure("process-step-300-nodes", large, ours),
    { ...figure("process-state-20-nodes", bytes, allowed), unit: "bytes" },
  ];
}
