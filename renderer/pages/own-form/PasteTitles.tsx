import { Input, Modal } from "antd";
import { useState } from "react";
import type { FieldKind } from "../../../engine/form/index.ts";
import { t } from "../../i18n/index.ts";

/** Makes fields from a header row copied out of Excel: tab- or line-separated names, kinds guessed from the name. */
export function PasteTitles(props: { open: boolean; onClose(): void; onPaste(fields: [FieldKind, string][]): void }) {
  const [text, setText] = useState("");
  const titles = text
    .split(/[\t\r\n]+/)
    .map((title) => title.trim())
    .filter(Boolean)
    .slice(0, 100);
  const finish = () => {
    props.onPaste(titles.map((title) => [guessKind(title), title.slice(0, 100)]));
    setText("");
    props.onClose();
  };
  return (
    <Modal
      open={props.open}
      title={t("ownForm.paste")}
      okText={titles.length > 0 ? t("ownForm.pasteCount", { count: titles.length }) : t("ownForm.pasteNone")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: titles.length === 0 }}
      onOk={finish}
      onCancel={props.onClose}
    >
      <p className="muted">{t("ownForm.pasteHint")}</p>
      <Input.TextArea
        autoFocus
        aria-label={t("ownForm.pasteTitles")}
        autoSize={{ minRows: 5, maxRows: 12 }}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Modal>
  );
}

/** A likely kind for a column name of a Chinese report. */
function guessKind(title: string): FieldKind {
  if (/(金额|经费|投资|资金)/.test(title)) return "money";
  if (/(数量|个数|次数|人数|件数|数$|率$|占比|比例|总量)/.test(title)) return "number";
  if (/(日期|时间|时限)$/.test(title)) return "date";
  if (/月份$/.test(title)) return "month";
  if (/(年度|年份)$/.test(title)) return "year";
  if (/^是否/.test(title)) return "boolean";
  if (/(电话|手机|联系方式)/.test(title)) return "phone";
  if (/(附件|佐证)/.test(title)) return "attachment";
  if (/(情况|说明|措施|问题|建议|备注|内容|描述|计划|原因)$/.test(title)) return "textarea";
  return "text";
}
