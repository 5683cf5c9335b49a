/** Where a cell stands. */
export interface CellPlace {
  row: number;
  column: number;
}

/** The place of the cell an element is in. */
export function placeOf(element: EventTarget | null): CellPlace | undefined {
  const cell = element instanceof Element ? element.closest<HTMLElement>("td[data-row]") : null;
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : undefined;
}

function caretAllows(target: EventTarget, key: string): boolean {
  if (!(target instanceof HTMLInputElement))
    return !(target instanceof HTMLSelectElement && (key === "ArrowUp" || key === "ArrowDown"));
  const { selectionStart, selectionEnd, value } = target;
  if (key === "ArrowLeft") return selectionEnd === 0;
  if (key === "ArrowRight") return selectionStart === value.length;
  return true;
}

/** The cell a key leads to: Enter and down below, up above, left and right at the ends of the text; undefined: not ours. */
export function targetOf(event: { key: string; target: EventTarget; shiftKey: boolean }): CellPlace | undefined {
  const place = placeOf(event.target);
  if (!place || (event.target instanceof HTMLButtonElement && event.key === "Enter")) return undefined;
  if (!caretAllows(event.target, event.key)) return undefined;
  const { row, column } = place;
  if (event.key === "Enter") return { row: row + (event.shiftKey ? -1 : 1), column };
  if (event.key === "ArrowDown") return { row: row + 1, column };
  if (event.key === "ArrowUp") return { row: row - 1, column };
  if (event.key === "ArrowLeft") return { row, column: column - 1 };
  return event.key === "ArrowRight" ? { row, column: column + 1 } : undefined;
}
