import type { DefinitionPackage } from "./package.ts";
import type { Problem } from "./problem.ts";
import type { ResolvedRecordType } from "./record-type.ts";

/** Which fields a process node speaks of, as the compiled process model has it. */
export interface NodeFields {
  nodeId: string;
  nodeName?: string;
  fields: readonly string[];
}

/**
 * Rule `field-right-names-field`: field rights of a process node name fields of the record type that the process reviews.
 * The compiled process comes from the process room, so this rule is called beside loadPackage.
 */
export function fieldRightProblems(
  resolved: Pick<ResolvedRecordType, "schema" | "title">,
  process: DefinitionPackage["processes"][string],
  nodes: readonly NodeFields[],
): Problem[] {
  return nodes.flatMap(({ nodeId, nodeName, fields }) =>
    fields
      .filter((field) => field !== "*" && !Object.hasOwn(resolved.schema.properties ?? {}, field))
      .map((field) => ({
        severity: "error" as const,
        rule: "field-right-names-field",
        file: process.file,
        nodeId,
        message: `流程“${process.title}”的环节“${nodeName ?? nodeId}”对字段“${field}”设了权限，但“${resolved.title}”没有这个字段`,
        hint: "请在流程图中改成已有的字段，或去掉这条字段权限",
      })),
  );
}
