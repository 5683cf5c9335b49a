import { App, Button, Space, Table, type TableColumnsType, Tag } from "antd";
import type { CodeItem } from "../../../engine/definition/meta/code-list.gen.ts";
import { EmptyHint } from "../../components/EmptyHint.tsx";
import { t } from "../../i18n/index.ts";
import { type MaintainedList, useSaveItem } from "./use-code-list.ts";

interface Props {
  listRef: string;
  list: MaintainedList;
  items: CodeItem[];
  parents?: MaintainedList | undefined;
  onEdit(item: CodeItem): void;
}

function columnsOf({ list, parents, onEdit }: Props, toggle: (item: CodeItem) => void): TableColumnsType<CodeItem> {
  const parentOf = (code: string | undefined) => parents?.items.find((one) => one.code === code)?.title ?? code;
  return [
    { title: t("codeList.code"), dataIndex: "code", width: 120 },
    ...(parents
      ? [
          {
            title: t("codeList.parent", { title: parents.title }),
            dataIndex: "parent",
            width: 220,
            render: (code: string) => parentOf(code),
          },
        ]
      : []),
    { title: t("codeList.name"), dataIndex: "title" },
    {
      title: t("codeList.state"),
      key: "state",
      width: 120,
      render: (_, { retired }) => (
        <Tag className={`tone tone-${retired ? "neutral" : "success"}`}>
          {t(retired ? "codeList.retired" : "codeList.inUse")}
        </Tag>
      ),
    },
    ...(list.canMaintain
      ? [
          {
            title: t("codeList.actions"),
            key: "actions",
            width: 180,
            render: (_: unknown, item: CodeItem) => (
              <Space>
                {!item.retired && (
                  <Button type="link" size="small" onClick={() => onEdit(item)}>
                    {t("codeList.edit")}
                  </Button>
                )}
                <Button type="link" size="small" onClick={() => toggle(item)}>
                  {t(item.retired ? "codeList.revive" : "codeList.retire")}
                </Button>
              </Space>
            ),
          },
        ]
      : []),
  ];
}

/** The values of a code list; those who maintain it change, retire and revive them. */
export function ItemTable(props: Props) {
  const { message, modal } = App.useApp();
  const save = useSaveItem(props.listRef);
  const send = (item: CodeItem) =>
    save
      .mutateAsync({ item, input: { retired: !item.retired } })
      .then(() => message.success(t("codeList.saved")))
      .catch((error: Error) => message.error(error.message));
  const toggle = (item: CodeItem) => {
    if (item.retired) return void send(item);
    modal.confirm({
      title: t("codeList.retireConfirm", { title: item.title }),
      content: t("codeList.retireHint"),
      okText: t("codeList.retire"),
      onOk: () => send(item),
    });
  };
  return (
    <Table<CodeItem>
      rowKey="code"
      size="middle"
      columns={columnsOf(props, toggle)}
      dataSource={props.items}
      locale={{ emptyText: <EmptyHint text={t("codeList.empty")} /> }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
    />
  );
}
