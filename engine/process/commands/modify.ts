import type { Modification, Modify } from "../command.ts";
import { continueCompensation } from "../compensation.ts";
import { passThrough } from "../elements/activity.ts";
import { startEventSubProcess } from "../elements/event-sub-process.ts";
import { ProcessError } from "../error.ts";
import { beginInstance, finishLoop } from "../loop.ts";
import { type NodeModel, titleOf } from "../model.ts";
import { chainOf, hostPath, hostsScope, openHost, openInstance, outerHost, rearmScope } from "../place.ts";
import { splitsAround } from "../region.ts";
import type { Run } from "../run.ts";
import type { Fork, LoopState, Token } from "../state.ts";
import { cancelToken } from "../waits.ts";

/** Carries out the instructions of a modification in order, then cancels the scopes that were left empty. */
export function modify(run: Run, command: Modify): void {
  run.assign(command.variables);
  const interrupted: Token[] = [];
  for (const instruction of command.instructions) {
    if ("cancel" in instruction) cancel(run, instruction.cancel, interrupted);
    else begin(run, instruction);
  }
  for (const token of interrupted) {
    const host = run.token(token.scope);
    if (host || token.scope === undefined) rearmScope(run, host, run.node(token.at).scope);
  }
  closeEmpty(run);
}

function cancel(run: Run, what: string, interrupted: Token[]): void {
  const named = run.token(what);
  // A node that is done several times stands for the whole, not for each instance beside it.
  const chosen = named ? [named] : run.tokens.filter((token) => token.at === what && !run.isUnderWay(token));
  if (chosen.length === 0) {
    throw new ProcessError("move-source", `“${what}”上没有正在办理的任务，请刷新后重试`, what);
  }
  for (const token of chosen) {
    if (run.node(token.at).kind === "eventSubProcess") interrupted.push({ ...token });
    cancelToken(run, token);
  }
}

/** Where no token ever begins: what is not run, and what only leads to a handler or to an event that starts it. */
const NOWHERE = new Set(["unsupported", "eventSubProcess", "compensationBoundaryEvent"]);

type Begin = Exclude<Modification, { cancel: string }>;

function begin(run: Run, instruction: Begin): void {
  const flow = "flow" in instruction ? run.model.flows[instruction.flow] : undefined;
  const id = "before" in instruction ? instruction.before : "after" in instruction ? instruction.after : flow?.from;
  const node = run.model.nodes[id ?? ""];
  const ends = "after" in instruction && node?.outgoing.length === 0;
  if (!node || ends || NOWHERE.has(node.kind)) {
    const title = node ? titleOf(node) : `“${id ?? ("flow" in instruction ? instruction.flow : "")}”`;
    throw new ProcessError("move-target", `不能从${title}开始，请选择流程中的节点或连线`, id);
  }
  const within = instruction.within === undefined ? undefined : around(run, node, instruction);
  if ("before" in instruction) beginBefore(run, node, within, instruction.variables);
  else {
    const token = placed(run, node, openPath(run, node, within), instruction.variables);
    run.effects.push({ type: "enter", nodeId: node.id, tokenId: token.id });
    if (!flow) passThrough(run, token, node);
    else {
      run.leave(token, node);
      run.takeAll(token, node, [flow.id]);
    }
  }
}

/** The running scope, or the whole of a multi-instance activity, that the instruction names: it has to be around the node. */
function around(run: Run, node: NodeModel, instruction: Begin): Token {
  const token = run.token(instruction.within);
  if (!token) throw new ProcessError("move-source", "指定的节点已经办理完毕，请刷新后重试", node.id);
  const holds = token.loop !== undefined || hostsScope(run, token, token.at);
  const own = "before" in instruction && token.loop !== undefined && token.at === node.id;
  if (own || (holds && hostPath(run, node, chainOf(run, token)).includes(token.at))) return token;
  const message = `${titleOf(node)}不在指定的${titleOf(run.node(token.at))}之内，请指明正在运行的、它外层的子流程或多实例活动`;
  throw new ProcessError("move-target", message, node.id);
}

function beginBefore(run: Run, node: NodeModel, within: Token | undefined, variables: Begin["variables"]): void {
  if (within?.loop && within.at === node.id) {
    expectMore(run, within, node);
    run.assign(variables, within);
    beginInstance(run, within, node);
    return;
  }
  const start = run.model.nodes[node.scope]?.kind === "eventSubProcess" && node.type === "StartEvent";
  if (start) {
    const event = run.node(node.scope);
    const host = openPath(run, event, within);
    run.assign(variables, host);
    run.effects.push({ type: "move", nodeId: event.id, tokenId: host?.id ?? "" });
    startEventSubProcess(run, host, node, { id: "", node: node.id, token: host?.id ?? "", due: "" });
    return;
  }
  run.arrive(placed(run, node, openPath(run, node, within), variables));
}

/** One more instance is to run in the token of a loop; one that goes one by one takes up the instance just cancelled. */
function expectMore(run: Run, body: Token, node: NodeModel): void {
  const loop = body.loop as LoopState;
  if (node.loop?.kind === "parallel") {
    loop.total = (loop.total ?? 0) + 1;
    loop.out?.push(null);
  } else if (run.inside(body).length === 0) loop.begun -= 1;
  else {
    const message = `${titleOf(node)}逐个进行，已有一个正在办理，不能再加一个，请先取消它或从整个节点开始`;
    throw new ProcessError("move-target", message, node.id);
  }
  run.effects.push({ type: "move", nodeId: node.id, tokenId: body.id });
}

function placed(run: Run, node: NodeModel, host: Token | undefined, variables: Begin["variables"]): Token {
  const token = run.spawn(node.id, inside(run, host, node));
  run.assign(variables, token);
  run.effects.push({ type: "move", nodeId: node.id, tokenId: token.id });
  return token;
}

/** The running scope that holds a node; what is missing of it is opened. */
function openPath(run: Run, node: NodeModel, within: Token | undefined): Token | undefined {
  const near = within ? chainOf(run, within) : [];
  let host: Token | undefined;
  for (const id of hostPath(run, node, [...near, ...run.tokens])) {
    const running: Token[] = run.tokens.filter(
      (token) => hostsScope(run, token, id) && outerHost(run, token) === host?.id,
    );
    const meant = running.filter((token) => near.includes(token));
    const body = near.find((token) => token.loop && token.at === id && token.scope === host?.id);
    const [first, ...others] = meant.length > 0 ? meant : running;
    if (body && meant.length === 0) {
      expectMore(run, body, run.node(id));
      host = openInstance(run, body, run.node(id));
    } else if (first && others.length === 0) host = first;
    else if (!first) host = openHost(run, id, inside(run, host, run.node(id)));
    else {
      const message = `${titleOf(run.node(id))}有 ${running.length} 个正在运行，请指明在哪一个之内`;
      throw new ProcessError("move-ambiguous", message, node.id);
    }
  }
  return host;
}

function inside(run: Run, host: Token | undefined, node: NodeModel): Pick<Token, "scope" | "forks"> {
  const forks = forksAround(run, host, node);
  return { ...(host ? { scope: host.id } : {}), ...(forks ? { forks } : {}) };
}

/** The branchings a token inside a parallel section would carry had it come there by itself, known from its sisters. */
function forksAround(run: Run, host: Token | undefined, node: NodeModel): Fork[] | undefined {
  let forks: Fork[] | undefined;
  for (const { split, flow } of splitsAround(run.model, node)) {
    for (const sister of run.inside(host)) {
      const at = (sister.forks ?? []).findIndex((fork) => fork[1] === split);
      const fork = sister.forks?.[at];
      if (!fork || at + 1 <= (forks?.length ?? 0)) continue;
      forks = [...(sister.forks ?? []).slice(0, at), [fork[0], split, flow]];
    }
  }
  return forks;
}

const SCOPES = new Set(["subProcess", "transaction", "callActivity", "eventSubProcess"]);

/** Cancels scopes in which nothing runs any more, inner ones first, and the instance when nothing is left of it. */
function closeEmpty(run: Run): void {
  for (const token of [...run.tokens].reverse()) {
    if (run.token(token.id) !== token || run.isUnderWay(token)) continue;
    if (token.undo && !run.tokens.some((other) => other.undoes === token.id)) continueCompensation(run, token);
    const holds = token.loop !== undefined || (SCOPES.has(run.node(token.at).kind) && !token.undo);
    if (!holds) continue;
    const inner = run.inside(token).length;
    if (inner === 0) cancelUpwards(run, token);
    else if (token.loop) countGone(run, token, inner);
  }
  if (run.tokens.length === 0 && run.isActive) run.end("cancelled");
}

function cancelUpwards(run: Run, token: Token): void {
  const host = run.token(token.scope);
  cancelToken(run, token);
  if (!host) return;
  const inner = run.inside(host).length;
  if (inner === 0) cancelUpwards(run, host);
  else if (host.loop) countGone(run, host, inner);
}

/** Instances taken away by hand count as terminated, so that the others can still complete the whole. */
function countGone(run: Run, body: Token, active: number): void {
  const { loop } = body;
  const node = run.node(body.at);
  if (!loop || node.loop?.kind !== "parallel" || loop.total === undefined) return;
  const gone = loop.total - loop.done - active;
  if (gone > 0) loop.gone = gone;
  if (loop.done + gone >= loop.total) finishLoop(run, body, node);
}
