import { type CalledDecision, calledDecisionProblems, packageDecisions } from "../../engine/decision/index.ts";
import {
  type DefinitionPackage,
  fieldRightProblems,
  listRecordTypes,
  type Packages,
  type Problem,
  type ProcessSource,
  resolveRecordType,
  taskRoleProblems,
} from "../../engine/definition/index.ts";
import { checkProcess, type NodeModel, type ProcessModel } from "../../engine/process/index.ts";
import { linksOf, type OtherVersions } from "../process/links.ts";
import { startProblems } from "./start-problems.ts";

function rightsProblems(pkg: DefinitionPackage, packages: Packages, source: ProcessSource, model: ProcessModel) {
  const nodes = Object.values(model.nodes).map((node) => ({
    ...named(node),
    rights: node.task?.fieldRights ?? [],
  }));
  return listRecordTypes(pkg)
    .map(({ key }) => resolveRecordType(packages, key))
    .filter(({ process, cancelProcess }) => process?.key === source.key || cancelProcess?.key === source.key)
    .flatMap((resolved) => fieldRightProblems(resolved, source, nodes));
}

const named = ({ id, name }: NodeModel) => ({ nodeId: id, ...(name && { nodeName: name }) });

/** Roles a task names outright; what FEEL gives is only known at run time. */
function rolesOf({ task }: NodeModel): string[] {
  const { role, candidateGroups = "" } = task?.assignment ?? {};
  const groups = candidateGroups.startsWith("=") ? [] : candidateGroups.split(",");
  return [role ?? "", ...groups].map((each) => each.trim()).filter((each) => each !== "" && !each.startsWith("="));
}

function decisionsCalled(model: ProcessModel): CalledDecision[] {
  return Object.values(model.nodes).flatMap((node) => {
    const decisionId = node.decision?.decision;
    const known = node.decision?.binding === "versionTag";
    return decisionId === undefined || decisionId.startsWith("=") || known ? [] : [{ ...named(node), decisionId }];
  });
}

/** What is wrong with the processes and decisions of a package that is otherwise right. */
export async function processProblems(
  pkg: DefinitionPackage,
  packages: Packages,
  published: OtherVersions["published"],
): Promise<Problem[]> {
  const { decisions, problems: found } = await packageDecisions(pkg.decisions);
  const links = linksOf({ pkg, number: Number.POSITIVE_INFINITY }, { published });
  for (const source of Object.values(pkg.processes)) {
    const { model, problems } = await checkProcess(source.xml, undefined, links, new Date().toISOString());
    const called = model ? decisionsCalled(model) : [];
    // Decisions that are not in the package are told with those that are.
    const told = new Set(called.map(({ nodeId }) => nodeId));
    const own = problems.filter(({ rule, nodeId }) => rule !== "decision-known" || !told.has(nodeId ?? ""));
    found.push(...own.map((problem) => ({ ...problem, file: source.file })));
    if (!model) continue;
    const roles = Object.values(model.nodes).map((node) => ({ ...named(node), roles: rolesOf(node) }));
    found.push(
      ...startProblems(source, model),
      ...rightsProblems(pkg, packages, source, model),
      ...taskRoleProblems(source, roles, packages),
      ...calledDecisionProblems(source, called, decisions),
    );
  }
  return found;
}
