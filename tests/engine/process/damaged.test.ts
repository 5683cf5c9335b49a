import test from "ava";
import fc from "fast-check";
import {
  apply,
  type Command,
  checkProcess,
  describe,
  ProcessError,
  type ProcessModel,
  type State,
  start,
} from "../../../engine/process/index.ts";
import { MODELS, SEED } from "./proof.ts";
import { blocks, KINDS } from "./random-block.ts";
import { toBpmn } from "./random-model.ts";
import { BEGIN } from "./scenario.ts";

/** Elements that may stand anywhere in a damaged text, whether they have a meaning there or not. */
const TAGS = [
  ...["task", "userTask", "receiveTask", "scriptTask", "businessRuleTask", "callActivity", "subProcess", "transaction"],
  ...["adHocSubProcess", "exclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway", "startEvent"],
  ...["endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "sequenceFlow", "association"],
  ...[
    "dataObject",
    "laneSet",
    "lane",
    "group",
    "choreographyTask",
    "process",
    "message",
    "collaboration",
    "ioSpecification",
  ],
  ...["timerEventDefinition", "errorEventDefinition", "cancelEventDefinition", "compensateEventDefinition"],
  ...["linkEventDefinition", "terminateEventDefinition", "signalEventDefinition", "conditionalEventDefinition"],
  ...["multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "extensionElements", "documentation"],
];
const VALUES = ["", "true", "false", "a b", "=1", "=null", "=[1,", "-1", "999999999", "e", "p"];
const FLAGS = ["triggeredByEvent", "isForCompensation", "isInterrupting", "parallelMultiple", "instantiate", "default"];

/** One piece of damage: which kind, where, and what with. */
type Damage = readonly [kind: number, where: number, what: number];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function damage(xml: string, [kind, where, what]: Damage): string {
  const tags = [...xml.matchAll(/<bpmn:(\w+)([^<>]*?)(\/?)>/g)];
  const tag = at(tags, where);
  const [whole, name = "", attributes = "", closed] = tag;
  const put = (text: string, from = tag.index, to = from + whole.length) => xml.slice(0, from) + text + xml.slice(to);
  const behind = tag.index + whole.length;
  const attribute = at([...attributes.matchAll(/ [\w:]+="[^"]*"/g)].map(([text]) => text).concat(""), what);
  const ids = [...xml.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id ?? "");
  switch (kind) {
    case 0:
      return closed ? put(whole.replace(name, at(TAGS, what))) : xml;
    case 1:
      return put(whole.replace(attribute, ""));
    case 2:
      return put(whole.replace(attribute, attribute.replace(/"[^"]*"/, `"${at([...VALUES, ...ids], what)}"`)));
    case 3:
      return closed ? xml : put(`<bpmn:${at(TAGS, what)} id="z${where}" />`, behind, behind);
    case 4:
      return closed ? put("") : xml;
    case 5:
      return closed ? put(whole.replace(/ id="[^"]*"/, ` id="d${what}"`), tag.index, tag.index) : xml;
    case 6:
      return put(whole.replace(/(\/?)>$/, ` ${at(FLAGS, what)}="${at(VALUES, where)}"$1>`));
    default:
      return xml.replace(
        "</bpmn:process>",
        `<bpmn:boundaryEvent id="bb${where}" attachedToRef="${at(ids, what)}"><bpmn:${at(TAGS, where)} /></bpmn:boundaryEvent></bpmn:process>`,
      );
  }
}

/** Whatever can happen to an instance now, sensible or not. */
function commandsFor(model: ProcessModel, state: State, choice: number): Command[] {
  const { tasks, timers, messages, signals } = describe(model, state);
  const tokenId = at(state.tokens, choice)?.id ?? "";
  const node = at(Object.keys(model.nodes), choice);
  return [
    ...tasks.map(({ taskId }): Command => ({ type: "completeTask", taskId, variables: { c: choice % 10 } })),
    ...timers.map(({ timerId }): Command => ({ type: "fireTimer", timerId })),
    ...messages.map(({ message }): Command => ({ type: "publishMessage", name: message })),
    ...signals.map(({ signal }): Command => ({ type: "broadcastSignal", signal })),
    { type: "modify", instructions: [{ before: node }, { cancel: tokenId }] },
    { type: "move", from: [tokenId], to: node },
    { type: "throwError", tokenId, errorCode: "E" },
  ];
}

function drive(model: ProcessModel, choices: readonly number[]): void {
  try {
    let { state } = start(model, { c: choices[0] ?? 0 }, BEGIN);
    for (const choice of choices) {
      if (state.status === "ended") return;
      state = apply(model, state, at(commandsFor(model, state, choice), choice), BEGIN).state;
    }
  } catch (error) {
    if (!(error instanceof ProcessError)) throw error;
  }
}

test("a model that was damaged is refused in words or runs as far as it goes; nothing ever breaks", async (t) => {
  t.timeout(3_600_000);
  let read = 0;
  const damages = fc.array(fc.tuple(fc.nat(7), fc.nat(9999), fc.nat(9999)), { minLength: 1, maxLength: 4 });
  const choices = fc.array(fc.nat(999), { minLength: 3, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(blocks(KINDS), damages, choices, async (block, list, run) => {
      const xml = list.reduce(damage, toBpmn(block));
      const { model, problems } = await checkProcess(xml);
      if (!model && problems.length === 0) throw new Error("neither a model nor a problem");
      for (const { message } of problems) if (!/[一-鿿]/.test(message)) throw new Error(`not in Chinese: ${message}`);
      if (!model) return;
      read += 1;
      drive(model, run);
    }),
    { numRuns: MODELS * 3, seed: SEED },
  );
  t.log(`${MODELS * 3} damaged models, ${read} of them read`);
  t.true(read > MODELS / 2);
});
