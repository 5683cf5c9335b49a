import { notesPackage } from "../../support/notes-package.ts";

const shape = (id: string, x: number, width: number, height: number) =>
  `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${100 - height / 2}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`;
const edge = (id: string, from: number, to: number) =>
  `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from}" y="100"/><di:waypoint x="${to}" y="100"/></bpmndi:BPMNEdge>`;

/** A drawn flow whose user task nobody can do. */
const FLOW = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="http://tianbao.dev/test">
<bpmn:process id="flow" isExecutable="true">
<bpmn:startEvent id="begin" name="开始"/><bpmn:userTask id="review" name="审核"/><bpmn:endEvent id="done" name="结束"/>
<bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="review"/><bpmn:sequenceFlow id="f2" sourceRef="review" targetRef="done"/>
</bpmn:process>
<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="flow">
${shape("begin", 100, 36, 36)}${shape("review", 200, 100, 80)}${shape("done", 370, 36, 36)}${edge("f1", 136, 200)}${edge("f2", 300, 370)}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;

/** The notes package with that flow. */
export function packageWithBadFlow(): Record<string, string> {
  const files = notesPackage();
  const manifest = JSON.parse(files["manifest.json"] ?? "");
  manifest.processes = [{ key: "flow", title: "审核", file: "flow.bpmn" }];
  return { ...files, "manifest.json": JSON.stringify(manifest), "flow.bpmn": FLOW };
}
