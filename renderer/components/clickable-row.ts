import type { MouseEvent } from "react";

/** Row properties of a table whose rows open something; its own links, buttons and boxes keep their clicks. */
export function clickableRow(open: () => void) {
  return {
    className: "clickable",
    onClick: (event: MouseEvent<HTMLElement>) => {
      if (!(event.target as Element).closest("a, button, input, label")) open();
    },
  };
}
