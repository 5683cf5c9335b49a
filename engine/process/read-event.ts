import { body, child, children, type Moddle, text, word } from "./moddle.ts";
import type { EventModel, NodeModel, TimerModel } from "./model.ts";
import { optional, readMessage } from "./read-task.ts";

/** Which kind of event a definition element makes, as `elements/` matches it: `Timer`, `Message`, `Terminate`, … */
export function eventWord(source: Moddle): string | undefined {
  const definitions = definitionsOf(source);
  if (definitions.length > 1) return "Multiple";
  const definition = definitions[0];
  return definition && word(definition).replace(/EventDefinition$/, "");
}

function definitionsOf(source: Moddle): Moddle[] {
  return [...children(source, "eventDefinitions"), ...children(source, "eventDefinitionRef")];
}

/** Reads what an event catches or throws into its node. */
export function readEvent(source: Moddle, node: NodeModel): void {
  const definitions = definitionsOf(source);
  if (source.isInterrupting === false) node.interrupting = false;
  if (definitions.length > 1) {
    node.multiple = definitions.map((definition) => readDefinition(definition, node));
    if (source.parallelMultiple === true) node.parallelMultiple = true;
  } else if (definitions[0]) Object.assign(node, readDefinition(definitions[0], node));
}

function readDefinition(definition: Moddle, node: NodeModel): EventModel {
  const name = (property: string) => {
    const found = child(definition, property);
    return text(found, "name") ?? found?.id;
  };
  switch (word(definition)) {
    case "TimerEventDefinition":
      return optional("timer", readTimer(definition));
    case "MessageEventDefinition":
      return optional("message", readMessage(definition));
    case "SignalEventDefinition":
      return optional("signal", name("signalRef"));
    case "ErrorEventDefinition":
      return { error: optional("code", codeOf(definition, "error", node)) };
    case "EscalationEventDefinition":
      return { escalation: optional("code", codeOf(definition, "escalation", node)) };
    case "ConditionalEventDefinition":
      return optional("condition", body(definition, "condition"));
    case "LinkEventDefinition":
      return optional("link", text(definition, "name"));
    case "CompensateEventDefinition": {
      const activity = child(definition, "activityRef")?.id;
      return { compensation: { ...optional("activity", activity), wait: definition.waitForCompletion !== false } };
    }
    default:
      return {};
  }
}

/** A catching event without a code catches every one; what is thrown is known by its name at least. */
function codeOf(definition: Moddle, kind: "error" | "escalation", node: NodeModel): string | undefined {
  const source = child(definition, `${kind}Ref`);
  const code = text(source, `${kind}Code`);
  const throws = node.type === "EndEvent" || node.type === "IntermediateThrowEvent";
  return code ?? (throws ? (text(source, "name") ?? source?.id) : undefined);
}

function readTimer(definition: Moddle): TimerModel | undefined {
  for (const [property, kind] of [
    ["timeDate", "date"],
    ["timeDuration", "duration"],
    ["timeCycle", "cycle"],
  ] as const) {
    const value = body(definition, property);
    if (value !== undefined) return { kind, value };
  }
  return undefined;
}
