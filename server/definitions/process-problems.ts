import { packageDecisions } from "../../engine/decision/index.ts";
import {
  type DefinitionPackage,
  fieldRightProblems,
  listRecordTypes,
  type Packages,
  type Problem,
  type ProcessSource,
  resolveRecordType,
} from "../../engine/definition/index.ts";
import { checkProcess, type ProcessModel } from "../../engine/process/index.ts";
import { linksOf } from "../process/links.ts";

function rightsProblems(pkg: DefinitionPackage, packages: Packages, source: ProcessSource, model: ProcessModel) {
  const nodes = Object.values(model.nodes).map((node) => ({
    nodeId: node.id,
    ...(node.name && { nodeName: node.name }),
    fields: node.task?.fieldRights.map((right) => right.field) ?? [],
  }));
  return listRecordTypes(pkg)
    .map(({ key }) => resolveRecordType(packages, key))
    .filter(({ process, cancelProcess }) => process?.key === source.key || cancelProcess?.key === source.key)
    .flatMap((resolved) => fieldRightProblems(resolved, source, nodes));
}

/** What is wrong with the processes and decisions of a package that is otherwise right. */
export async function processProblems(pkg: DefinitionPackage, packages: Packages): Promise<Problem[]> {
  const { decisions, problems: found } = await packageDecisions(pkg.decisions);
  const links = linksOf(pkg, decisions);
  for (const source of Object.values(pkg.processes)) {
    const { model, problems } = await checkProcess(source.xml, undefined, links);
    found.push(...problems.map((problem) => ({ ...problem, file: source.file })));
    if (model) found.push(...rightsProblems(pkg, packages, source, model));
  }
  return found;
}
