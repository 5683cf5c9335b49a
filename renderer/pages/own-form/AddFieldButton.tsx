import { PlusOutlined } from "@ant-design/icons";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { t } from "../../i18n/index.ts";
import { type KindChoice, kindChoices, type PaletteKind } from "./kinds.ts";

/** The palette of field kinds, grouped and searchable. */
export function AddFieldButton(props: {
  label: string;
  choices?: KindChoice[];
  size?: "small" | "middle";
  onAdd(kind: PaletteKind): void;
}) {
  const [open, setOpen] = useState(false);
  const add = (kind: PaletteKind) => {
    setOpen(false);
    props.onAdd(kind);
  };
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={<Palette choices={props.choices ?? kindChoices} onPick={add} />}
    >
      <Button icon={<PlusOutlined />} size={props.size ?? "middle"} type={props.size ? "default" : "primary"}>
        {props.label}
      </Button>
    </Popover>
  );
}

function Palette({ choices, onPick }: { choices: KindChoice[]; onPick(kind: PaletteKind): void }) {
  const [search, setSearch] = useState("");
  const found = choices.filter(({ title, hint }) => `${title}${hint}`.includes(search.trim()));
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <div className="palette">
      <Input.Search
        autoFocus
        allowClear
        placeholder={t("ownForm.findKind")}
        aria-label={t("ownForm.findKind")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onPressEnter={() => found[0] && onPick(found[0].kind)}
      />
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h4>{group}</h4>
          <div className="palette-kinds">
            {found
              .filter((each) => each.group === group)
              .map(({ kind, title, hint }) => (
                <Button key={kind} size="small" title={hint} onClick={() => onPick(kind)}>
                  {title}
                </Button>
              ))}
          </div>
        </section>
      ))}
      {found.length === 0 && <p className="muted">{t("ownForm.noKind")}</p>}
    </div>
  );
}
