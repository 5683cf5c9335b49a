import { Input } from "antd";
import { useEffect, useState } from "react";
import { t } from "../../i18n/index.ts";

/** Finds tasks by their title; follows the address when a kept question is applied. */
export function TaskSearch({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  return (
    <Input.Search
      className="card-search"
      value={text}
      maxLength={100}
      placeholder={t("desk.search")}
      aria-label={t("desk.search")}
      allowClear
      onChange={(event) => setText(event.target.value)}
      onSearch={(value) => onSearch(value.trim())}
    />
  );
}
