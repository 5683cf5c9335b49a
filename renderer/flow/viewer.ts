import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

interface Canvas {
  addMarker(id: string, marker: string): void;
  zoom(level: number | "fit-viewport", center?: "auto"): number;
}
interface Overlays {
  add(id: string, type: string, overlay: { position: Record<string, number>; html: HTMLElement }): void;
}
interface ElementRegistry {
  get(id: string): { businessObject: { name?: string }; width?: number } | undefined;
}

/** Where the tokens are and were. */
export interface FlowMarks {
  active: string[];
  completed: string[];
  /** Node id -> who has it. */
  holders: Record<string, string>;
  /** Node id -> what is wrong with it. */
  problems?: Record<string, FlowProblem>;
}

/** The worst that is wrong with a node, and how to say it beside the node. */
export interface FlowProblem {
  severity: "error" | "warning";
  text: string;
}

/** A picture that can be zoomed and must be taken down. */
export interface FlowViewer {
  zoom(by: number): void;
  fit(): void;
  destroy(): void;
}

function labelOf(className: string, text: string): HTMLElement {
  const label = document.createElement("div");
  label.className = className;
  // textContent: names are user input.
  label.textContent = text;
  return label;
}

function mark(viewer: NavigatedViewer, { active, completed, holders, problems = {} }: FlowMarks): void {
  const canvas = viewer.get<Canvas>("canvas");
  const elements = viewer.get<ElementRegistry>("elementRegistry");
  const overlays = viewer.get<Overlays>("overlays");
  for (const id of completed) if (elements.get(id)) canvas.addMarker(id, "flow-completed");
  for (const id of active) {
    if (!elements.get(id)) continue;
    canvas.addMarker(id, "flow-active");
    const holder = holders[id];
    if (holder) overlays.add(id, "holder", { position: { bottom: -6, left: 0 }, html: labelOf("flow-holder", holder) });
  }
  for (const [id, { severity, text }] of Object.entries(problems)) {
    if (!elements.get(id)) continue;
    canvas.addMarker(id, `flow-${severity}`);
    overlays.add(id, "problem", {
      position: { bottom: -6, left: 0 },
      html: labelOf(`flow-note flow-note-${severity}`, text),
    });
  }
}

/** Draws a process into an element; rejects when the XML has no diagram. */
export async function drawFlow(container: HTMLElement, xml: string, marks: FlowMarks): Promise<FlowViewer> {
  const viewer = new NavigatedViewer({ container });
  try {
    await viewer.importXML(xml);
  } catch (error) {
    viewer.destroy();
    throw error;
  }
  const canvas = viewer.get<Canvas>("canvas");
  mark(viewer, marks);
  let level = Math.min(canvas.zoom("fit-viewport", "auto"), 1);
  canvas.zoom(level, "auto");
  const zoomTo = (next: number) => {
    level = Math.min(Math.max(next, 0.2), 4);
    canvas.zoom(level);
  };
  return {
    zoom: (by) => zoomTo(level * by),
    fit: () => {
      level = Math.min(canvas.zoom("fit-viewport", "auto"), 1);
      canvas.zoom(level, "auto");
    },
    destroy: () => viewer.destroy(),
  };
}
