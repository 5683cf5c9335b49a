import { EventEmitter } from "node:events";
import { Engine } from "bpmn-engine";
import { apply, compile, type ProcessModel, type State, start } from "../../engine/process/index.ts";
import { bpmn, end, start as startEvent, user, xor } from "../engine/process/bpmn.ts";
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

/** The engine step without database: ours beside bpmn-engine 25 on 20 nodes, and ours at 300 nodes beside 20. */
export async function processStep(): Promise<Figure[]> {
  const ours = await ourStep(20);
  const large = await ourStep(300);
  const peer = await peerStep(20);
  const figure = (name: string, value: number, floor: number): Figure => ({
    name,
    value,
    unit: "us",
    floor,
    ratio: value / floor,
  });
  return [figure("process-step-20-nodes", ours, peer), figure("process-step-300-nodes", large, ours)];
}
