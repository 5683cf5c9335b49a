const attribute = (name: string) => ({ name, type: "String", isAttr: true });
const type = (name: string, attributes: string[]) => ({
  name,
  superClass: ["Element"],
  properties: attributes.map(attribute),
});
const list = (name: string, property: string, item: string) => ({
  name,
  superClass: ["Element"],
  properties: [{ name: property, type: item, isMany: true }],
});

/** Moddle descriptor of our own extension elements: only what Camunda's zeebe namespace lacks. */
export const tianbaoModdle = {
  name: "Tianbao",
  prefix: "tianbao",
  uri: "http://tianbao.dev/schema/bpmn/1.0",
  xml: { tagAlias: "lowerCase" },
  associations: [],
  types: [
    type("Assignment", ["role", "unit", "level", "unitKind", "starter", "policyWhenNone"]),
    type("Quorum", ["rule", "value", "order", "early", "siblings"]),
    type("TaskRules", ["ownSubmission", "samePerson", "handTo"]),
    type("Due", ["workingDays", "onDue"]),
    list("AutoPass", "checks", "Check"),
    type("Check", ["condition", "reason"]),
    list("Copies", "copies", "Copy"),
    type("Copy", ["on", "role", "unit", "level", "users"]),
    list("FieldRights", "rights", "Right"),
    type("Right", ["field", "mode"]),
    list("Outcomes", "outcomes", "Outcome"),
    type("Outcome", ["key", "label", "opinion", "style", "kind", "target"]),
    type("RecordState", ["submit", "effective", "editable", "owner"]),
  ],
};
