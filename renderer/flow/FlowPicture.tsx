import { CompressOutlined, ZoomInOutlined, ZoomOutOutlined } from "@ant-design/icons";
import { Button, Space } from "antd";
import { useEffect, useRef, useState } from "react";
import type { ProcessView, RecordView } from "../api/types.ts";
import { t } from "../i18n/index.ts";
import "./flow.css";
import { activeNames, holdersOf } from "./process-names.ts";
import type { FlowViewer } from "./viewer.ts";

function Controls({ viewer }: { viewer: FlowViewer }) {
  return (
    <Space.Compact className="flow-controls">
      <Button icon={<ZoomInOutlined />} aria-label={t("flow.zoomIn")} onClick={() => viewer.zoom(1.25)} />
      <Button icon={<ZoomOutOutlined />} aria-label={t("flow.zoomOut")} onClick={() => viewer.zoom(0.8)} />
      <Button icon={<CompressOutlined />} aria-label={t("flow.fit")} onClick={() => viewer.fit()} />
    </Space.Compact>
  );
}

interface Props {
  process: ProcessView;
  openTasks: RecordView["openTasks"];
}

function useFlowViewer({ process, openTasks }: Props) {
  const container = useRef<HTMLElement>(null);
  const [viewer, setViewer] = useState<FlowViewer>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    let drawn: FlowViewer | undefined;
    const { xml, active, completedNodes, completedFlows } = process;
    const draw = async () => {
      // bpmn-js is large and few pages show a flow.
      const { drawFlow } = await import("./viewer.ts");
      if (gone || !container.current) return;
      drawn = await drawFlow(container.current, xml, {
        active,
        completed: [...completedNodes, ...completedFlows],
        holders: holdersOf(openTasks),
      });
      if (gone) drawn.destroy();
      else setViewer(drawn);
    };
    draw().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      drawn?.destroy();
    };
  }, [process, openTasks]);
  return { container, viewer, failed };
}

/** The process with where its tokens are, where they have been, and who has it. */
export function FlowPicture(props: Props) {
  const { container, viewer, failed } = useFlowViewer(props);
  if (failed) return <p className="secondary">{t("flow.failed")}</p>;
  const names = activeNames(props.process, props.openTasks).join("、") || t("common.none");
  return (
    <figure className="flow">
      <section ref={container} className="flow-canvas" aria-label={t("flow.alt", { names })} />
      {viewer && <Controls viewer={viewer} />}
      <figcaption>
        <span className="flow-key flow-key-active">{t("flow.active")}</span>
        <span className="flow-key flow-key-completed">{t("flow.completed")}</span>
      </figcaption>
    </figure>
  );
}
