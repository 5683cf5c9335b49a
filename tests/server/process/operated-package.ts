import { demoPackage } from "./demo-package.ts";

const flow = (id: string, from: string, to: string, condition = "") =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`;

const user = (id: string, name: string, assignment: string, more = "") =>
  `<bpmn:userTask id="${id}" name="${name}"><bpmn:extensionElements><zeebe:userTask/><zeebe:taskSchedule dueDate="P3D"/>
   <tianbao:assignment ${assignment}/>${more}</bpmn:extensionElements></bpmn:userTask>`;

const outcomes = `<tianbao:outcomes><tianbao:outcome key="approve" label="通过" opinion="optional" kind="complete"/></tianbao:outcomes>`;

/** What the operated flow is made of; a test changes parts of it for a later version. */
export interface OperatedParts {
  /** Name of the first review. */
  reviewName?: string;
  /** Id of the first review's node. */
  reviewId?: string;
  /** Role that reviews second; nobody of a district is a leader. */
  signRole?: string;
  /** Further elements of the process. */
  more?: string;
}

/** A report is reviewed with a due date, decided by a condition, signed by a leader and sent by a background service. */
export function operatedBpmn(parts: OperatedParts = {}): string {
  const { reviewName = "复核", reviewId = "review", signRole = "leader", more = "" } = parts;
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:tianbao="http://tianbao.dev/schema/bpmn/1.0" id="definitions" targetNamespace="http://example.org">
<bpmn:process id="approval" name="复核报送" isExecutable="true">
  <bpmn:startEvent id="start"/>
  ${user("fill", "填报", 'role="district-filler" unit="record" starter="true"')}
  ${user(reviewId, reviewName, 'role="district-reviewer" unit="record"', outcomes)}
  <bpmn:boundaryEvent id="late" name="复核超时" cancelActivity="false" attachedToRef="${reviewId}">
    <bpmn:timerEventDefinition id="lateTimer"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P3D</bpmn:timeDuration></bpmn:timerEventDefinition>
  </bpmn:boundaryEvent>
  <bpmn:endEvent id="lateEnd" name="已记超时"/>
  <bpmn:exclusiveGateway id="ready" name="是否齐备"/>
  ${user("sign", "签批", `role="${signRole}" unit="record"`, outcomes)}
  <bpmn:serviceTask id="send" name="报送"><bpmn:extensionElements><zeebe:taskDefinition type="test-held" retries="1"/></bpmn:extensionElements></bpmn:serviceTask>
  <bpmn:endEvent id="end" name="生效"><bpmn:extensionElements><tianbao:recordState effective="true"/></bpmn:extensionElements></bpmn:endEvent>
  ${flow("f1", "start", "fill")}${flow("f2", "fill", reviewId)}${flow("f3", reviewId, "ready")}${flow("late1", "late", "lateEnd")}
  ${flow("toSign", "ready", "sign", '=done = "是"')}${flow("toEnd", "ready", "end", '=done = "免"')}
  ${flow("f4", "sign", "send")}${flow("f5", "send", "end")}${more}
</bpmn:process></bpmn:definitions>`;
}

/** The demo package with that flow, routed by what was filled in as done. */
export function operatedPackage(parts: OperatedParts = {}, version = "1.0.0"): Record<string, string> {
  const manifest = JSON.parse(demoPackage["manifest.json"] as string);
  manifest.recordTypes[2].routing = ["done"];
  return {
    ...demoPackage,
    "manifest.json": JSON.stringify({ ...manifest, version }),
    "approval.bpmn": operatedBpmn(parts),
  };
}
