import { type NodeModel, type TimerModel, titleOf } from "../model.ts";
import { parseCycle } from "../timer/cycle.ts";
import { isZero, parseDuration } from "../timer/duration.ts";
import { parseInstant } from "../timer/instant.ts";
import { error, nodesIn, type Rule } from "./rule.ts";

/** Timers are ISO 8601 (or FEEL), never fire at once, and repeat only where something can go on beside them. */
export const timerValid: Rule = (model) =>
  nodesIn(model).flatMap((node) => {
    const timers = node.multiple?.flatMap(({ timer }) => timer ?? []) ?? (/^timer/.test(node.kind) ? [node.timer] : []);
    return timers.flatMap((timer) => {
      const message = timerProblem(node, timer);
      return message === null ? [] : [error("timer-valid", node.id, `定时事件${titleOf(node)}${message}`)];
    });
  });

function timerProblem(node: NodeModel, timer: TimerModel | undefined): string | null {
  if (!timer) return "没有设置时间，请填写日期、时长或循环";
  if (timer.value.startsWith("=")) return null;
  if (timer.kind === "date") {
    return parseInstant(timer.value) ? null : `的日期“${timer.value}”无法识别，请写成 2026-01-31T09:00:00+08:00`;
  }
  if (timer.kind === "duration") {
    const duration = parseDuration(timer.value);
    if (!duration) return `的时长“${timer.value}”无法识别，请写成 P3D（3 天）或 PT2H（2 小时）`;
    return isZero(duration) ? "的时长为零，会立即触发，请填写大于零的时长" : null;
  }
  const cycle = parseCycle(timer.value);
  if (!cycle) return `的循环“${timer.value}”无法识别，请写成 R3/PT1H（每小时一次，共 3 次）`;
  if (isZero(cycle.every)) return "的循环间隔为零，会不停触发，请填写大于零的间隔";
  if (cycle.times === 0) return "的循环次数为零，永远不会触发，请填写次数";
  const repeats = node.type === "StartEvent" || node.interrupting === false;
  return repeats ? null : "只能触发一次，不能用循环，请改用时长或日期";
}
