import { Cascader } from "antd";
import { useEffect, useState } from "react";
import { type Division, fetchDivisions, useDivisionNames } from "../../../api/hooks/directory.ts";
import { useSession } from "../../../api/hooks/session.ts";
import { t } from "../../../i18n/index.ts";
import type { FilterProps } from "./FilterControl.tsx";

interface Node {
  value: string;
  label: string;
  isLeaf: boolean;
  children?: Node[];
}

const asNode = ({ code, name, hasChildren }: Division): Node => ({ value: code, label: name, isLeaf: !hasChildren });

function grow(nodes: Node[], code: string, children: Node[]): Node[] {
  return nodes.map((node) => {
    if (node.value === code) return children.length > 0 ? { ...node, children } : { ...node, isLeaf: true };
    return node.children ? { ...node, children: grow(node.children, code, children) } : node;
  });
}

/** A division and everything below it, found step by step from the reader's own. */
export function DivisionFilter({ id, value, onChange }: Pick<FilterProps, "id" | "value" | "onChange">) {
  const { unit } = useSession();
  const [nodes, setNodes] = useState<Node[]>([]);
  useEffect(() => {
    let stale = false;
    const own = { value: unit.divisionCode, label: unit.divisionName, isLeaf: unit.level >= 4 };
    const fill = (below: Division[]) => !stale && setNodes([own, ...below.map(asNode)]);
    fetchDivisions(unit.divisionCode).then(fill, () => setNodes([own]));
    return () => {
      stale = true;
    };
  }, [unit]);
  const code = typeof value === "string" ? value : Array.isArray(value) ? String(value[0]) : undefined;
  const name = useDivisionNames(code ? [code] : []).data?.[0]?.name;
  const load = async (path: Node[]) => {
    const last = path.at(-1);
    if (!last || last.children) return;
    const below = await fetchDivisions(last.value);
    setNodes((current) => grow(current, last.value, below.map(asNode)));
  };
  return (
    <Cascader<Node>
      id={id}
      allowClear
      changeOnSelect
      placeholder={t("list.divisionPlaceholder")}
      value={code ? [code] : undefined}
      displayRender={() => name ?? code}
      options={nodes}
      loadData={load}
      onChange={(path) => onChange(path?.at(-1) as string | undefined)}
    />
  );
}
