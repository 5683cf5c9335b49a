import type { TemporalKind } from "../expression/index.ts";

/** What a value of a column may be; `allowed` are FEEL unary tests that it has to pass. */
export type TypeModel = {
  base: "any" | "string" | "number" | "boolean" | "context" | TemporalKind;
  list?: true;
  allowed?: string;
};

/** A column that is asked: FEEL over the variables. */
export type InputModel = { title: string; expression: string; type: TypeModel };

/** A column that answers; `values` are its allowed values, the most important one first. */
export type OutputModel = { name: string; title: string; type: TypeModel; values?: unknown[]; otherwise?: string };

/** A row: one cell of unary tests per input, one FEEL expression per output. */
export type RuleModel = { id: string; tests: string[]; outputs: string[] };

/** DMN's rules for what a table answers when several rows match. */
export type HitPolicy = "UNIQUE" | "ANY" | "FIRST" | "PRIORITY" | "RULE ORDER" | "OUTPUT ORDER" | "COLLECT";

/** What a collecting table makes of its answers. */
export type Aggregation = "SUM" | "MIN" | "MAX" | "COUNT";

/** A decision table. */
export type TableModel = {
  kind: "table";
  hitPolicy: HitPolicy;
  aggregation?: Aggregation;
  inputs: InputModel[];
  outputs: OutputModel[];
  rules: RuleModel[];
};

/** A single FEEL expression. */
export type LiteralModel = { kind: "literal"; expression: string; type: TypeModel };

/** One decision of a requirement graph; `requires` names decisions whose answers it reads. */
export type DecisionNode = {
  id: string;
  name: string;
  /** Variable under which decisions that require this one read its answer, beside its id. */
  variable: string;
  requires: string[];
  /** The tag by which callers may bind to this very version (zeebe:versionTag). */
  versionTag?: string;
  logic: TableModel | LiteralModel;
};

/** A compiled DMN file: frozen plain data. */
export type DecisionModel = {
  modelVersion: 1;
  id: string;
  name: string;
  decisions: Record<string, DecisionNode>;
};

/** The name of a decision as a message shows it. */
export function titleOf({ id, name }: Pick<DecisionNode, "id" | "name">): string {
  return name === "" || name === id ? `“${id}”` : `“${name}”（${id}）`;
}
