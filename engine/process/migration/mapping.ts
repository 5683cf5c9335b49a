import type { NodeModel, ProcessModel } from "../model.ts";

/** Nodes of the old model and where each goes in the new one; what is left out keeps its id. */
export type Mapping = Readonly<Record<string, string>>;

/** A node whose tokens may have to be moved, and where they can go. */
export type NodeChoice = {
  nodeId: string;
  nodeName: string;
  type: string;
  /** Where it goes unless something else is said: the node of the same id, else the only one of the same name. */
  target?: string;
  targets: { nodeId: string; nodeName: string }[];
};

/** The node of the new model that a node of the old one becomes. */
export function targetOf(to: ProcessModel, mapping: Mapping, nodeId: string): NodeModel | undefined {
  return to.nodes[Object.hasOwn(mapping, nodeId) ? (mapping[nodeId] as string) : nodeId];
}

/** Whether a token that rests at one node could rest at the other. */
export function sameKind(old: NodeModel, target: NodeModel): boolean {
  return (
    old.kind === target.kind &&
    target.kind !== "unsupported" &&
    (old.attachedTo === undefined) === (target.attachedTo === undefined)
  );
}

const nameOf = (node: NodeModel): string => node.name || node.id;

/** Where the nodes of the old model can go in the new one, for somebody to choose. */
export function nodeChoices(from: ProcessModel, to: ProcessModel): NodeChoice[] {
  return Object.values(from.nodes).map((old) => {
    const targets = Object.values(to.nodes).filter((target) => sameKind(old, target));
    const named = targets.filter((target) => old.name !== "" && target.name === old.name);
    const target = targets.find(({ id }) => id === old.id) ?? (named.length === 1 ? named[0] : undefined);
    return {
      ...{ nodeId: old.id, nodeName: nameOf(old), type: old.type, ...(target && { target: target.id }) },
      targets: targets.map((each) => ({ nodeId: each.id, nodeName: nameOf(each) })),
    };
  });
}
