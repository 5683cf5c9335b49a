/** Builds small DMN files for tests: tables as rows of cells, requirements by id. */
const NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/";

const escapeXml = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
const textOf = (tag: string, content: string) => `<${tag}><text>${escapeXml(content)}</text></${tag}>`;

/** A file of decisions and item definitions. */
export function dmn(...parts: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="${NAMESPACE}" id="file" name="测试决策" namespace="http://tianbao.dev/test">${parts.join("\n")}</definitions>`;
}

/** A type of its own with allowed values. */
export const item = (name: string, typeRef: string, allowed?: string, attributes = "") =>
  `<itemDefinition id="item_${name}" name="${name}" ${attributes}><typeRef>${typeRef}</typeRef>${
    allowed === undefined ? "" : textOf("allowedValues", allowed)
  }</itemDefinition>`;

type Input = { expression: string; type?: string; allowed?: string };
type Output = { name?: string; type?: string; allowed?: string; otherwise?: string };
type Table = {
  policy?: string;
  aggregation?: string;
  inputs: (string | Input)[];
  outputs: (string | Output)[];
  rules: string[][];
  requires?: string[];
};

/** A decision table; each rule lists its input cells and then its output cells. */
export function table(id: string, { policy, aggregation, inputs, outputs, rules, requires = [] }: Table): string {
  const clauses = inputs.map((input, index) => {
    const { expression, type, allowed } = typeof input === "string" ? ({ expression: input } as Input) : input;
    const ref = type === undefined ? "" : ` typeRef="${type}"`;
    const values = allowed === undefined ? "" : textOf("inputValues", allowed);
    return `<input id="${id}_i${index}"><inputExpression id="${id}_e${index}"${ref}><text>${escapeXml(expression)}</text></inputExpression>${values}</input>`;
  });
  const answers = outputs.map((output, index) => {
    const { name, type, allowed, otherwise } = typeof output === "string" ? ({ name: output } as Output) : output;
    const ref = `${name === undefined ? "" : ` name="${name}"`}${type === undefined ? "" : ` typeRef="${type}"`}`;
    const values = allowed === undefined ? "" : textOf("outputValues", allowed);
    const fallback = otherwise === undefined ? "" : textOf("defaultOutputEntry", otherwise);
    return `<output id="${id}_o${index}"${ref}>${values}${fallback}</output>`;
  });
  const rows = rules.map((cells, index) => {
    const tags = cells.map((cell, column) => textOf(column < inputs.length ? "inputEntry" : "outputEntry", cell));
    return `<rule id="${id}_r${index}">${tags.join("")}</rule>`;
  });
  const head = `${policy === undefined ? "" : ` hitPolicy="${policy}"`}${aggregation === undefined ? "" : ` aggregation="${aggregation}"`}`;
  const content = `<decisionTable id="${id}_table"${head}>${[...clauses, ...answers, ...rows].join("")}</decisionTable>`;
  return decision(id, content, requires);
}

/** A decision with any logic. */
export function decision(id: string, content: string, requires: string[] = []): string {
  const links = requires.map(
    (other, index) =>
      `<informationRequirement id="${id}_q${index}"><requiredDecision href="#${other}"/></informationRequirement>`,
  );
  return `<decision id="${id}" name="${id}表"><variable id="${id}_v" name="${id}值"/>${links.join("")}${content}</decision>`;
}

/** A decision that is one expression. */
export const literal = (id: string, expression: string, requires: string[] = []) =>
  decision(id, `<literalExpression id="${id}_l"><text>${escapeXml(expression)}</text></literalExpression>`, requires);
