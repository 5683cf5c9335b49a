import { type NodeModel, type TimerModel, titleOf } from "../model.ts";
import { parseCycle } from "../timer/cycle.ts";
import { addDuration } from "../timer/duration.ts";
import { parseInstant } from "../timer/instant.ts";
import { eventsOf } from "./events.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

const EPOCH = "2026-01-01T00:00:00.000Z";
const SHORTEST_MS = 60_000;

/** A timer does not fire at once because its date is over, nor again and again within a minute. */
export const timerPace: Rule = (model, at) =>
  nodesIn(model).flatMap((node) => eventsOf(node).flatMap(({ timer }) => (timer ? check(node, timer, at) : [])));

function check(node: NodeModel, timer: TimerModel, at: string | undefined) {
  if (timer.value.startsWith("=")) return [];
  if (timer.kind === "cycle") {
    const cycle = parseCycle(timer.value);
    const often = cycle && cycle.times !== 1 && Date.parse(addDuration(EPOCH, cycle.every)) - Date.parse(EPOCH);
    if (often === null || often === false || often <= 0 || often >= SHORTEST_MS) return [];
    const message = `定时事件${titleOf(node)}的循环“${timer.value}”间隔不到一分钟，请改成 PT1M 以上`;
    return [error("timer-pace", node.id, message)];
  }
  const due = timer.kind === "date" ? parseInstant(timer.value) : null;
  if (due === null || at === undefined || due > at) return [];
  const message = `定时事件${titleOf(node)}的日期“${timer.value}”已经过去，一到达就会触发，请改成以后的日期`;
  return [warning("timer-pace", node.id, message)];
}
