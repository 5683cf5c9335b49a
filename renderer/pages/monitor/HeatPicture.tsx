import { useEffect, useRef, useState } from "react";
import "../../flow/flow.css";
import { t } from "../../i18n/index.ts";
import { durationText } from "./duration-text.ts";
import type { NodeFigures, ProcessFigures } from "./types.ts";

const LEVELS = 5;

/** How hot a node is beside the slowest one, 1 to 5; by the median, as one single slow case must not colour it. */
export function heatOf({ median }: NodeFigures, slowest: number): number {
  if (median === null || slowest === 0) return 0;
  return Math.max(1, Math.ceil((median / slowest) * LEVELS));
}

/** The slowest nodes, slowest first. */
export function slowest(nodes: readonly NodeFigures[], most = 3): NodeFigures[] {
  const known = nodes.filter(({ median }) => median !== null);
  return known.sort((a, b) => (b.median ?? 0) - (a.median ?? 0)).slice(0, most);
}

/** The process with each task coloured by how long it takes. */
export function HeatPicture({ figures }: { figures: ProcessFigures }) {
  const container = useRef<HTMLElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let destroy: (() => void) | undefined;
    const most = Math.max(0, ...figures.nodes.map(({ median }) => median ?? 0));
    const draw = async (): Promise<void> => {
      const { drawFlow } = await import("../../flow/viewer.ts");
      if (gone || !container.current) return;
      const drawn = await drawFlow(container.current, figures.xml, {
        ...{ active: [], completed: [], holders: {} },
        heat: Object.fromEntries(
          figures.nodes
            .filter(({ completed }) => completed > 0)
            .map((node) => [node.nodeId, { level: heatOf(node, most), label: durationText(node.median) }]),
        ),
      });
      destroy = drawn.destroy;
      if (gone) drawn.destroy();
    };
    draw().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      destroy?.();
    };
  }, [figures]);
  if (failed) return <p className="secondary">{t("flow.failed")}</p>;
  const names = slowest(figures.nodes).map(({ name, median }) => `${name}（${durationText(median)}）`);
  return (
    <figure className="flow">
      <section
        ref={container}
        className="flow-canvas"
        aria-label={t("monitor.heat", { names: names.join("、") || t("common.none") })}
      />
    </figure>
  );
}
