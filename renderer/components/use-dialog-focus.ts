import { useEffect, useState } from "react";

const fields = ":is(input, textarea):not([type=file], [type=radio], :disabled)";

/** Whoever was quicker than the dialog's opening and is in a field already stays there. */
function toFirstField(open: boolean): void {
  const bodies = open ? document.querySelectorAll(".ant-modal-body, .ant-drawer-body") : [];
  const body = bodies[bodies.length - 1];
  if (!body?.contains(document.activeElement)) body?.querySelector<HTMLElement>(fields)?.focus();
}

/**
 * For a dialog that stands only while it is open: whoever had the focus when it appeared gets it back when it goes.
 * @returns what to do once it has opened, where it begins with a field to fill: antd would put the cursor on "close".
 */
export function useDialogFocus(): (open: boolean) => void {
  // Read while rendering: by the time effects run the dialog has the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
  return toFirstField;
}
