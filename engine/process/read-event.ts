import { body, children, type Moddle, word } from "./moddle.ts";
import type { NodeModel, TimerModel } from "./model.ts";
import { readMessage } from "./read-task.ts";

/** Which kind of event a definition element makes, as `elements/` matches it: `Timer`, `Message`, `Terminate`, … */
export function eventWord(source: Moddle): string | undefined {
  const definitions = children(source, "eventDefinitions");
  if (definitions.length > 1) return "Multiple";
  const definition = definitions[0];
  return definition && word(definition).replace(/EventDefinition$/, "");
}

/** Reads the timer or message of an event into its node. */
export function readEvent(source: Moddle, node: NodeModel): void {
  const definition = children(source, "eventDefinitions")[0];
  if (!definition) return;
  const timer = readTimer(definition);
  if (timer) node.timer = timer;
  const message = readMessage(definition);
  if (message) node.message = message;
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
