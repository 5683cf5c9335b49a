import { useEffect, useRef, useState } from "react";
import { t } from "../i18n/index.ts";
import "./flow.css";
import type { FlowProblem, FlowViewer } from "./viewer.ts";

/** What was found wrong with a process, as the check reports it. */
export interface NodeProblem {
  severity: "error" | "warning";
  nodeId?: string;
  message: string;
}

/** Node id -> its worst problem. */
function notesOf(problems: readonly NodeProblem[]): Record<string, FlowProblem> {
  const notes: Record<string, FlowProblem> = {};
  for (const { nodeId, severity, message } of problems) {
    if (nodeId === undefined) continue;
    const known = notes[nodeId];
    if (!known || (known.severity === "warning" && severity === "error")) notes[nodeId] = { severity, text: message };
  }
  return notes;
}

/** A process with the nodes that something is wrong with marked, each with what it is. */
export function ProblemPicture({ title, xml, problems }: { title: string; xml: string; problems: NodeProblem[] }) {
  const container = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let drawn: FlowViewer | undefined;
    const draw = async () => {
      const { drawFlow } = await import("./viewer.ts");
      if (gone || !container.current) return;
      drawn = await drawFlow(container.current, xml, {
        active: [],
        completed: [],
        holders: {},
        problems: notesOf(problems),
      });
      if (gone) drawn.destroy();
    };
    draw().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      drawn?.destroy();
    };
  }, [xml, problems]);
  if (failed) return null;
  return (
    <figure className="flow">
      <div ref={container} className="flow-canvas" role="img" aria-label={t("flow.problems", { file: title })} />
      <figcaption>
        <span>{t("flow.problems", { file: title })}</span>
        <span className="flow-key flow-key-error">{t("flow.error")}</span>
        <span className="flow-key flow-key-warning">{t("flow.warning")}</span>
      </figcaption>
    </figure>
  );
}
