import type { ArrayFieldItemTemplateProps, ArrayFieldTemplateProps } from "@rjsf/utils";
import { Button } from "antd";
import { formatPointer } from "../../../engine/form/index.ts";
import { controlId, describedBy, useFormScope } from "../context.ts";
import { words } from "../words.ts";
import { FieldMessages } from "./FieldTemplate.tsx";

/** A list whose items are too rich for a sub-table: one block per item. */
export function ArrayFieldTemplate({
  title,
  items,
  canAdd,
  onAddClick,
  fieldPathId,
  readonly,
  disabled,
}: ArrayFieldTemplateProps) {
  const { idPrefix } = useFormScope();
  const pointer = formatPointer(fieldPathId.path);
  const id = controlId(idPrefix, pointer);
  return (
    <fieldset className="tb-group" id={id} tabIndex={-1}>
      <legend>{title}</legend>
      {items}
      <FieldMessages id={describedBy(id).error} pointer={pointer} />
      {canAdd && !readonly && !disabled && <Button onClick={onAddClick}>{words.addItem}</Button>}
    </fieldset>
  );
}

/** One block of a list with the buttons that move, copy and delete it. */
export function ArrayFieldItemTemplate({
  children,
  buttonsProps,
  index,
  readonly,
  disabled,
}: ArrayFieldItemTemplateProps) {
  const { hasMoveUp, hasMoveDown, hasRemove, onMoveUpItem, onMoveDownItem, onRemoveItem } = buttonsProps;
  return (
    <section className="tb-item" aria-label={words.row(index + 1)}>
      <div className="tb-item-bar">
        <span>{words.row(index + 1)}</span>
        {!readonly && !disabled && (
          <span>
            {hasMoveUp && (
              <Button type="text" size="small" onClick={onMoveUpItem}>
                {words.moveUp}
              </Button>
            )}
            {hasMoveDown && (
              <Button type="text" size="small" onClick={onMoveDownItem}>
                {words.moveDown}
              </Button>
            )}
            {hasRemove && (
              <Button type="text" size="small" onClick={onRemoveItem}>
                {words.remove}
              </Button>
            )}
          </span>
        )}
      </div>
      {children}
    </section>
  );
}
