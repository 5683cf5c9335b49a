/** The process with a picture: every node in one row, every flow a straight line. */
export function drawn(xml: string): string {
  const process = /<bpmn:process id="([^"]+)"/.exec(xml)?.[1] ?? "";
  const flows = [...xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)];
  const order = ["start", ...flows.map(([, , , to]) => to as string)];
  const x = (id: string | undefined): number => 120 + order.indexOf(id ?? "") * 180;
  const isEvent = (id: string): boolean => id === "start" || id === "end";
  const shapes = order.map((id) => {
    const [width, height, y] = isEvent(id) ? [36, 36, 122] : [120, 80, 100];
    return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x(id)}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
  });
  const edges = flows.map(([, id, from, to]) => {
    const begin = x(from) + (isEvent(from as string) ? 36 : 120);
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${begin}" y="140" /><di:waypoint x="${x(to)}" y="140" /></bpmndi:BPMNEdge>`;
  });
  const plane = `<bpmndi:BPMNPlane id="plane" bpmnElement="${process}">${shapes.join("")}${edges.join("")}</bpmndi:BPMNPlane>`;
  const diagram = `<bpmndi:BPMNDiagram id="diagram">${plane}</bpmndi:BPMNDiagram></bpmn:definitions>`;
  const names = `xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"`;
  return xml.replace("<bpmn:definitions ", `<bpmn:definitions ${names} `).replace("</bpmn:definitions>", diagram);
}
