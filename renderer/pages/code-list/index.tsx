import { PlusOutlined } from "@ant-design/icons";
import { Button, Card, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useParams } from "react-router-dom";
import type { CodeItem } from "../../../engine/definition/meta/code-list.gen.ts";
import { useSession } from "../../api/hooks/session.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { QueryState } from "../../components/QueryState.tsx";
import { t } from "../../i18n/index.ts";
import { ItemDialog } from "./ItemDialog.tsx";
import { ItemTable } from "./ItemTable.tsx";
import { type MaintainedList, useCodeList } from "./use-code-list.ts";

/** The maintenance of a code list and of what its values belong to. */
export default function CodeListPage() {
  const { package: packageKey = "", key = "" } = useParams();
  const ref = `${packageKey}/${key}`;
  const list = useCodeList(ref);
  const parents = useCodeList(list.data?.parentList);
  return (
    <QueryState query={list}>
      {(data) => <Maintenance key={ref} listRef={ref} list={data} parents={parents.data} />}
    </QueryState>
  );
}

interface Props {
  listRef: string;
  list: MaintainedList;
  parents: MaintainedList | undefined;
}

/** What of the list is shown. */
interface Wanted {
  text: string;
  parent?: string | undefined;
  retired: boolean;
}

const shown = (list: MaintainedList, { text, parent, retired }: Wanted) =>
  list.items.filter(
    (item) =>
      (retired || !item.retired) && item.title.includes(text) && (parent === undefined || item.parent === parent),
  );

function Conditions({
  parents,
  wanted,
  onChange,
}: Pick<Props, "parents"> & { wanted: Wanted; onChange(next: Wanted): void }) {
  return (
    <search className="filter-bar">
      <div className="filter">
        <label htmlFor="code-search">{t("codeList.name")}</label>
        <Input.Search
          id="code-search"
          placeholder={t("codeList.search")}
          allowClear
          onChange={(event) => onChange({ ...wanted, text: event.target.value.trim() })}
        />
      </div>
      {parents && (
        <div className="filter">
          <label htmlFor="code-parent">{parents.title}</label>
          <Select
            id="code-parent"
            placeholder={t("list.all")}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={parents.items.map(({ code, title }) => ({ value: code, label: title }))}
            onChange={(parent?: string) => onChange({ ...wanted, parent })}
          />
        </div>
      )}
      <div className="filter-actions">
        <Checkbox checked={wanted.retired} onChange={(event) => onChange({ ...wanted, retired: event.target.checked })}>
          {t("codeList.showRetired")}
        </Checkbox>
      </div>
    </search>
  );
}

/** What the menu that leads here calls it, where there is one. */
function useTitle(listRef: string, list: MaintainedList): string {
  const menus = useSession().menus;
  const menu = menus.find(({ screen, view }) => screen === "codeList" && view === listRef);
  return menu?.title ?? t("codeList.title", { title: list.title });
}

function Maintenance({ listRef, list, parents }: Props) {
  const [wanted, setWanted] = useState<Wanted>({ text: "", retired: false });
  const [dialog, setDialog] = useState<{ item?: CodeItem }>();
  return (
    <>
      <PageHeader
        title={useTitle(listRef, list)}
        lead={t("codeList.lead")}
        actions={
          list.canMaintain && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setDialog({})}>
              {t("codeList.add")}
            </Button>
          )
        }
      />
      <Conditions parents={parents} wanted={wanted} onChange={setWanted} />
      <Card className="section section-table">
        <ItemTable
          listRef={listRef}
          list={list}
          items={shown(list, wanted)}
          parents={parents}
          onEdit={(item) => setDialog({ item })}
        />
      </Card>
      {dialog && (
        <ItemDialog listRef={listRef} item={dialog.item} parents={parents} onClose={() => setDialog(undefined)} />
      )}
    </>
  );
}
