import type { Problem } from "../../expression/index.ts";
import { type NodeModel, type ProcessModel, titleOf } from "../model.ts";
import { reachable } from "../reach.ts";
import { nodesOf } from "../scope.ts";
import { error, nodesIn, type Rule, warning } from "./rule.ts";

/**
 * A parallel join needs tokens on all its flows at once: for any two of them some split must make one token for each.
 * Two flows that only a choice leads to are an error; a split that may leave one out is a warning.
 */
export const joinCompletes: Rule = (model) =>
  nodesIn(model)
    .filter((node) => node.kind === "parallelGateway" && node.incoming.length > 1)
    .flatMap((join) => check(model, join));

function check(model: ProcessModel, join: NodeModel): Problem[] {
  const splits = sources(model, join);
  let doubtful = false;
  for (const [index, first] of join.incoming.entries()) {
    for (const second of join.incoming.slice(index + 1)) {
      const makers = splits.filter((split) => separates(split, first, second));
      if (makers.length === 0) {
        const message = `并行网关${titleOf(join)}永远等不齐：它的两条连线来自同一个二选一的网关，或有一条要等它自己之后的节点，请改用排他网关汇合`;
        return [error("join-completes", join.id, message)];
      }
      if (!makers.some((split) => split.certain)) doubtful = true;
    }
  }
  if (!doubtful) return [];
  const message = `并行网关${titleOf(join)}可能等不齐：前面的分支不一定都会走到，请改用包容网关汇合`;
  return [warning("join-completes", join.id, message)];
}

/** A node that makes several tokens; for each of its branches, the join's flows that branch leads to. */
type Split = { certain: boolean; branches: Set<string>[] };

function sources(model: ProcessModel, join: NodeModel): Split[] {
  return nodesOf(model, join.scope).flatMap((node): Split[] => {
    const entries = branchEntries(model, node);
    if (entries.length < 2) return [];
    const branches = entries.map((entry) => {
      const found = reachable(model, [entry.to], join.id);
      return new Set(join.incoming.filter((id) => id === entry.flow || found.has(model.flows[id]?.from ?? "")));
    });
    return [{ certain: node.kind === "parallelGateway", branches }];
  });
}

function branchEntries(model: ProcessModel, node: NodeModel): { flow: string; to: string }[] {
  if (node.kind === "exclusiveGateway" || node.kind === "eventBasedGateway") return [];
  const flows = node.outgoing.map((id) => ({ flow: id, to: model.flows[id]?.to ?? "" }));
  const beside = node.boundary.filter((id) => model.nodes[id]?.interrupting === false);
  return [...flows, ...beside.map((id) => ({ flow: "", to: id }))];
}

function separates(split: Split, first: string, second: string): boolean {
  return split.branches.some((a, i) => a.has(first) && split.branches.some((b, j) => i !== j && b.has(second)));
}
