import { SettingOutlined } from "@ant-design/icons";
import { Button, Checkbox, Popover } from "antd";
import type { ListColumn } from "../../api/list-types.ts";
import { t } from "../../i18n/index.ts";

interface Props {
  columns: ListColumn[];
  shown: ListColumn[];
  /** Undefined: back to the view's own choice. */
  onChoose: (fields: string[] | undefined) => void;
}

/** Lets the reader say which columns to show. */
export function ColumnChoice({ columns, shown, onChoose }: Props) {
  const content = (
    <div className="column-choice">
      <Checkbox.Group
        value={shown.map((column) => column.field)}
        options={columns.map(({ field, title }) => ({ value: field, label: title }))}
        onChange={(fields) => fields.length > 0 && onChoose(fields)}
      />
      <Button type="link" size="small" onClick={() => onChoose(undefined)}>
        {t("list.columnsReset")}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button icon={<SettingOutlined />}>{t("list.columns")}</Button>
    </Popover>
  );
}
