import test from "ava";
import { checkProcess } from "../../../engine/process/index.ts";
import { Scenario } from "./scenario.ts";

/** What Camunda Modeler and bpmn-js write: a pool with lanes, incoming and outgoing, notes, a picture and colours. */
const DRAWN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
  xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn"
  exporter="Camunda Modeler" exporterVersion="5.20.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.4.0">
  <bpmn:collaboration id="Collaboration_1">
    <bpmn:participant id="Pool" name="重点工作填报" processRef="approval" />
    <bpmn:participant id="Outside" name="外部系统" />
    <bpmn:messageFlow id="mf" sourceRef="review" targetRef="Outside" />
  </bpmn:collaboration>
  <bpmn:process id="approval" name="填报审核" isExecutable="true">
    <bpmn:documentation>区填报，市审核</bpmn:documentation>
    <bpmn:laneSet id="ls">
      <bpmn:lane id="district" name="区"><bpmn:flowNodeRef>begin</bpmn:flowNodeRef><bpmn:flowNodeRef>fill</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="city" name="市"><bpmn:flowNodeRef>review</bpmn:flowNodeRef><bpmn:flowNodeRef>decide</bpmn:flowNodeRef><bpmn:flowNodeRef>done</bpmn:flowNodeRef></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="begin" name="开始"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="fill" />
    <bpmn:userTask id="fill" name="区填报"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>f4</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="fill" targetRef="review" />
    <bpmn:userTask id="review" name="市审核"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="review" targetRef="decide" />
    <bpmn:exclusiveGateway id="decide" name="通过？" default="f5"><bpmn:incoming>f3</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing><bpmn:outgoing>f5</bpmn:outgoing></bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="f4" name="驳回" sourceRef="decide" targetRef="fill"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=outcome = "reject"</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f5" name="通过" sourceRef="decide" targetRef="done" />
    <bpmn:endEvent id="done" name="结束"><bpmn:incoming>f5</bpmn:incoming></bpmn:endEvent>
    <bpmn:textAnnotation id="note"><bpmn:text>每月 5 日前</bpmn:text></bpmn:textAnnotation>
    <bpmn:association id="a1" associationDirection="None" sourceRef="fill" targetRef="note" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="BPMNDiagram_1"><bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Collaboration_1">
    <bpmndi:BPMNShape id="fill_di" bpmnElement="fill" bioc:stroke="#1e88e5" color:border-color="#1e88e5"><dc:Bounds x="1" y="2" width="100" height="80" /><bpmndi:BPMNLabel /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="f1_di" bpmnElement="f1"><di:waypoint x="1" y="2" /><di:waypoint x="3" y="4" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`;

test("a flow drawn with bpmn-js or Camunda Modeler is read without a problem", async (t) => {
  const { model, problems } = await checkProcess(DRAWN);
  t.deepEqual(problems, []);
  t.is(model?.name, "填报审核");
  t.deepEqual(
    model?.lanes.map((lane) => lane.name),
    ["区", "市"],
  );
});

test("lanes tell who acts, and a rejected filing comes back to its filler", async (t) => {
  const scenario = await Scenario.given(DRAWN);
  t.deepEqual(scenario.effectsOf("openTask")[0]?.assignment, { lane: "区" });
  scenario.complete("fill").complete("review", {}, "reject");
  t.deepEqual(scenario.tasks, ["fill"]);
  t.true(scenario.complete("fill").complete("review", {}, "approve").ended);
});
