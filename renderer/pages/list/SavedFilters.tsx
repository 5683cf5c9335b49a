import { DeleteOutlined, DownOutlined } from "@ant-design/icons";
import { App, Button, Input, Popover } from "antd";
import { useState } from "react";
import { useDeleteFilter, useSavedFilters, useSaveFilter } from "../../api/hooks/lists.ts";
import type { ListRequest } from "../../api/list-types.ts";
import { t } from "../../i18n/index.ts";
import type { ListState } from "./list-url.ts";

interface Props {
  view: string;
  request: ListRequest;
  onApply: (state: Partial<ListState>) => void;
}

function SaveAs({ view, request }: Omit<Props, "onApply">) {
  const [name, setName] = useState("");
  const save = useSaveFilter(view);
  const { message } = App.useApp();
  const submit = () => {
    const { filters, search, sort } = request;
    if (!name.trim()) return message.warning(t("list.saveNameRequired"));
    return save.mutate(
      { name: name.trim(), query: { filters, search, sort } },
      {
        onSuccess: () => {
          message.success(t("list.saveDone", { name: name.trim() }));
          setName("");
        },
        onError: (error) => message.error(error.message),
      },
    );
  };
  return (
    <div className="saved-new">
      <p>{t("list.saveAs")}</p>
      <Input.Search
        value={name}
        maxLength={40}
        placeholder={t("list.saveName")}
        aria-label={t("list.saveName")}
        enterButton={t("action.save")}
        loading={save.isPending}
        onChange={(event) => setName(event.target.value)}
        onSearch={submit}
      />
    </div>
  );
}

/** The reader's named conditions of a list: apply, drop, or keep the present ones. */
export function SavedFilters({ view, request, onApply }: Props) {
  const [open, setOpen] = useState(false);
  const saved = useSavedFilters(view).data ?? [];
  const remove = useDeleteFilter();
  const apply = ({ filters = {}, search = "", sort = [] }: ListRequest) => {
    onApply({ filters, search, sort, drill: undefined, tile: undefined });
    setOpen(false);
  };
  const content = (
    <div className="saved">
      {saved.length === 0 && <p className="secondary">{t("list.savedEmpty")}</p>}
      <ul>
        {saved.map(({ id, name, query }) => (
          <li key={id}>
            <Button type="text" onClick={() => apply(query)}>
              {name}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t("list.deleteSaved", { name })}
              onClick={() => remove.mutate(id)}
            />
          </li>
        ))}
      </ul>
      <SaveAs view={view} request={request} />
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={content}>
      <Button>
        {t("list.saved")}
        <DownOutlined />
      </Button>
    </Popover>
  );
}
