import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { dropDraft, readDraft, writeDraft } from "../../api/hooks/drafts.ts";
import { DraftKeeper } from "./draft-keeper.ts";

/** The draft there is of a subject, read once when the page opens. */
export function useStoredDraft(subject: string) {
  return useQuery({
    queryKey: ["draft", subject],
    queryFn: () => readDraft(subject),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

/** Keeps drafts of a subject while the page is open, and when it is hidden, left or closed. */
export function useDraftKeeper(subject: string, baseVersion: () => number | undefined) {
  const version = useRef(baseVersion);
  version.current = baseVersion;
  const keeper = useRef<DraftKeeper>(undefined);
  keeper.current ??= new DraftKeeper({
    write: (data) => writeDraft(subject, data, version.current()),
    drop: () => dropDraft(subject),
  });
  const kept = keeper.current;
  const status = useSyncExternalStore(kept.subscribe, kept.getStatus);
  useEffect(() => {
    const flush = () => void kept.flush();
    // Only where saving does not work would closing lose something.
    const warn = (event: BeforeUnloadEvent) => kept.getStatus().kind === "failed" && event.preventDefault();
    document.addEventListener("visibilitychange", flush);
    window.addEventListener("pagehide", flush);
    window.addEventListener("beforeunload", warn);
    return () => {
      document.removeEventListener("visibilitychange", flush);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("beforeunload", warn);
      flush();
    };
  }, [kept]);
  return { keeper: kept, status };
}
