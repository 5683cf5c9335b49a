import { useEffect, useRef, useState } from "react";
import { useFormScope } from "../context.ts";

/** Silence after which typed text is committed. */
const idleMs = 300;

/**
 * Text as it is typed: kept in the control and committed on blur or after 300 ms of silence (`idle` false: on blur only),
 * so that a key renders one input and not the form. What is not yet committed is flushed before the form is read and
 * when the control goes.
 */
export function useTyped(committed: string, commit: (text: string) => void, idle = true) {
  const { model } = useFormScope();
  const [typed, setTyped] = useState<string>();
  const waiting = useRef<{ text: string; timer?: ReturnType<typeof setTimeout> | undefined }>(undefined);
  const latest = useRef(commit);
  latest.current = commit;
  const flush = useRef(() => {
    if (!waiting.current) return;
    const { text, timer } = waiting.current;
    clearTimeout(timer);
    waiting.current = undefined;
    latest.current(text);
  }).current;
  useEffect(() => {
    const forget = model.addPending(flush);
    return () => {
      forget();
      flush();
    };
  }, [model, flush]);
  return {
    text: typed ?? committed,
    type(text: string) {
      setTyped(text);
      clearTimeout(waiting.current?.timer);
      waiting.current = { text, timer: idle ? setTimeout(flush, idleMs) : undefined };
    },
    blur() {
      flush();
      setTyped(undefined);
    },
  };
}
