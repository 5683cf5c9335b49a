import { useEffect, useRef } from "react";

/** Runs a handler on Ctrl (or Command) with a key, e.g. `{s: save, Enter: submit}`, instead of what the browser does. */
export function useHotkeys(handlers: Record<string, (() => void) | undefined>): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const handler = latest.current[name];
      if (!handler) return;
      event.preventDefault();
      // A dialog that is open asks something first.
      if (document.querySelector('[role="dialog"][aria-modal="true"]')) return;
      // The control that is being typed in commits its text on blur or in flush(); a held key must not repeat.
      if (!event.repeat) handler();
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, []);
}
