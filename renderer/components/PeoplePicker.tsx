import { Select } from "antd";
import { useCallback, useEffect, useRef, useState } from "react";
import { findColleagues } from "../api/hooks/operations.ts";
import type { Colleague } from "../api/operation-types.ts";
import { t } from "../i18n/index.ts";

const typingMs = 250;

interface Props {
  id?: string;
  value?: number[];
  onChange?: (ids: number[]) => void;
  /** Only one may be chosen. */
  single?: boolean;
  autoFocus?: boolean;
}

interface Option {
  value: number;
  label: string;
  detail: string;
}

const asOption = ({ id, name, unitName, roles }: Colleague): Option => ({
  value: id,
  label: name,
  detail: [unitName, roles.join("、")].filter(Boolean).join(" · "),
});

/** Picks colleagues by a part of their name or their unit's. */
export function PeoplePicker({ id, value = [], onChange, single = false, autoFocus = false }: Props) {
  const [found, setFound] = useState<Option[]>([]);
  const [chosen, setChosen] = useState<Option[]>([]);
  const [failed, setFailed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = useCallback((text: string, wait = typingMs) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      findColleagues(text).then(
        (people) => {
          setFailed(false);
          setFound(people.map(asOption));
        },
        () => setFailed(true),
      );
    }, wait);
  }, []);
  const options = [...new Map([...chosen, ...found].map((option) => [option.value, option])).values()];
  const choose = (ids: number[]) => {
    setChosen(options.filter((option) => ids.includes(option.value)));
    onChange?.(ids);
  };
  return (
    <Select
      id={id}
      className="people-picker"
      mode="multiple"
      maxCount={single ? 1 : undefined}
      value={value}
      options={options}
      optionRender={({ data }) => (
        <span className="person-option">
          <span>{data.label}</span>
          <span className="secondary small">{data.detail}</span>
        </span>
      )}
      onChange={choose}
      onOpenChange={(open) => open && search("", 0)}
      showSearch={{ filterOption: false, onSearch: (text) => search(text) }}
      placeholder={t("people.placeholder")}
      notFoundContent={t(failed ? "people.failed" : "people.none")}
      autoFocus={autoFocus}
    />
  );
}
