import { formatPointer, parsePointer } from "../../engine/form/index.ts";
import { controlId } from "./context.ts";

/** Event with which a sub-table is asked to bring one of its cells into view; `detail` is the cell's pointer. */
export const revealEvent = "tb-reveal";

const focusables = "input:not([type=file]), textarea, select, button, [tabindex]";

/** Opens the collapsed groups around an element; whether there were any. */
function openGroups(element: Element): boolean {
  const closed: HTMLButtonElement[] = [];
  for (let box = element.closest("[hidden]"); box; box = box.parentElement?.closest("[hidden]") ?? null) {
    const button = box.parentElement?.querySelector<HTMLButtonElement>(":scope > legend button");
    if (button) closed.push(button);
  }
  for (const button of closed) button.click();
  return closed.length > 0;
}

function focusElement(element: HTMLElement): void {
  element.scrollIntoView({ block: "center" });
  const focusable = element.matches(focusables) ? element : element.querySelector<HTMLElement>(focusables);
  (focusable ?? element).focus();
}

/** Puts the focus into a field, or into the nearest thing around it that is on screen. */
export function focusField(idPrefix: string, pointer: string): void {
  for (let parts = parsePointer(pointer); parts.length > 0; parts = parts.slice(0, -1)) {
    const element = document.getElementById(controlId(idPrefix, formatPointer(parts)));
    if (!element) continue;
    const show = () => {
      focusElement(element);
      element.dispatchEvent(new CustomEvent(revealEvent, { detail: pointer }));
    };
    if (openGroups(element)) requestAnimationFrame(show);
    else show();
    return;
  }
}
