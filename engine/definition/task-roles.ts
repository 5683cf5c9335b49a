import type { ProcessSource } from "./package.ts";
import type { Problem } from "./problem.ts";
import type { Packages } from "./resolve.ts";

/** Which roles a process node asks for, as the compiled process model has it. */
export interface NodeRoles {
  nodeId: string;
  nodeName?: string;
  roles: readonly string[];
}

/**
 * Rule `task-role-known`: a task is put before roles that are declared, else nobody could ever do it; not checked while no
 * roles are known. The compiled process comes from the process room, so this rule is called beside loadPackage.
 */
export function taskRoleProblems(process: ProcessSource, nodes: readonly NodeRoles[], packages: Packages): Problem[] {
  const declared = [...packages.values()].flatMap(({ roles }) => roles?.roles.map(({ key }) => key) ?? []);
  if (declared.length === 0) return [];
  return nodes.flatMap(({ nodeId, nodeName, roles }) =>
    roles
      .filter((role) => !declared.includes(role))
      .map((role) => ({
        severity: "error" as const,
        rule: "task-role-known",
        file: process.file,
        nodeId,
        message: `流程“${process.title}”的环节“${nodeName ?? nodeId}”由角色“${role}”办理，但没有声明这个角色，没有人能办理`,
        hint: `请改成已有的角色：${declared.join("、")}`,
      })),
  );
}
