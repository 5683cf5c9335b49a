import type { DefinitionPackage } from "./package.ts";
import type { Problem } from "./problem.ts";
import type { ResolvedRecordType } from "./record-type.ts";

/** What a process node says of fields, as the compiled process model has it. */
export interface NodeRights {
  nodeId: string;
  nodeName?: string;
  rights: readonly { field: string; mode: string }[];
}

type Reviewed = Pick<ResolvedRecordType, "schema" | "title"> & { recordType: { titleField: string } };

function unknownFields(
  { rights }: NodeRights,
  { schema, title }: Reviewed,
): [rule: string, fault: string, hint: string][] {
  return rights
    .filter(({ field }) => field !== "*" && !Object.hasOwn(schema.properties ?? {}, field))
    .map(({ field }) => [
      "field-right-names-field",
      `对字段“${field}”设了权限，但“${title}”没有这个字段`,
      "请在流程图中改成已有的字段，或去掉这条字段权限",
    ]);
}

function hiddenTitle(
  { rights }: NodeRights,
  { recordType, title }: Reviewed,
): [rule: string, fault: string, hint: string][] {
  const { titleField } = recordType;
  const modeOf = (name: string) => rights.findLast(({ field }) => field === name)?.mode;
  if ((modeOf(titleField) ?? modeOf("*")) !== "hidden") return [];
  return [
    [
      "title-not-hidden",
      `隐藏了“${title}”用作名称的字段“${titleField}”，但待办、消息和列表都用它称呼记录，隐藏不住`,
      "请在流程图中把它的字段权限改为只读；需要保密的内容请放在别的字段",
    ],
  ];
}

/**
 * Rules `field-right-names-field` and `title-not-hidden`: field rights of a process node name fields of the record type that
 * the process reviews, and none hides what a record is called by. The compiled process comes from the process room, so
 * they are called beside loadPackage.
 */
export function fieldRightProblems(
  resolved: Reviewed,
  process: DefinitionPackage["processes"][string],
  nodes: readonly NodeRights[],
): Problem[] {
  return nodes.flatMap((node) =>
    [...unknownFields(node, resolved), ...hiddenTitle(node, resolved)].map(([rule, fault, hint]) => ({
      ...{ severity: "error" as const, rule, file: process.file, nodeId: node.nodeId, hint },
      message: `流程“${process.title}”的环节“${node.nodeName ?? node.nodeId}”${fault}`,
    })),
  );
}
