import { sql, type Tx } from "../database/transaction.ts";
import type { HistoryLine } from "./history.ts";
import { type OperationKind, operationTexts } from "./operation.ts";

interface OperationRow {
  at: string;
  kind: OperationKind;
  people: string[] | null;
  opinion: string | null;
  detail: Record<string, unknown> | null;
  node: string | null;
  id: number | null;
  name: string;
  unit: string;
  forName: string | null;
}

const READ = `
  select o.at, o.kind, o.people, o.opinion, o.detail, t.node_id as node, a.id, a.name, u.name as unit, f.name as "forName"
  from task_operation o left join task t on t.id = o.task_id left join account a on a.id = o.account_id
  left join org_unit u on u.id = a.org_unit_id left join account f on f.id = o.for_account_id
  where o.instance_id = $1 order by o.id`;

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The end of a line: to whom, with what result, under what condition. */
const endings: Partial<Record<OperationKind, (row: OperationRow) => string>> = {
  voted: ({ detail }) => text(detail?.label),
  answered: ({ detail }) => text(detail?.label),
  returned: ({ detail }) => {
    const way = detail?.direct === true ? "，改好后直接回到本环节" : "";
    const part = Array.isArray(detail?.fields) ? "，只开放所选字段" : "";
    return `到“${text(detail?.name)}”${way}${part}`;
  },
  participantsAdded: ({ people, detail }) => `${text(detail?.place)}：${(people ?? []).join("、")}`,
  urged: ({ detail }) => `第 ${Number(detail?.count ?? 1)} 次`,
};

function wordsOf(row: OperationRow): string {
  const where = text(row.detail?.task) || text(row.detail?.name);
  const at = row.kind === "returned" ? text(row.detail?.task) : where;
  const end = endings[row.kind]?.(row) ?? (row.people ?? []).join("、");
  const place = row.forName === null ? "" : `（代${row.forName}）`;
  return `${at ? `${at}：` : ""}${operationTexts[row.kind]}${end ? ` ${end}` : ""}${place}`;
}

/** What was done about the tasks of an instance besides deciding them. */
export async function operationLines(
  tx: Tx,
  instanceId: string,
  nameOf: (nodeId: string) => string | null,
): Promise<HistoryLine[]> {
  const rows = await sql<OperationRow>(tx, READ, [instanceId]);
  return rows.map((row) => ({
    ...{ at: row.at, kind: row.kind, text: wordsOf(row), nodeId: row.node, opinion: row.opinion },
    nodeName: row.node === null ? null : nameOf(row.node),
    account: row.id === null ? null : { id: row.id, name: row.name, unitName: row.unit },
  }));
}
