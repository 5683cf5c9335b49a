/** An element of bpmn-moddle's tree, seen only through the readers below. */
export type Moddle = { readonly $type: string; readonly id?: string; readonly [property: string]: unknown };

/** An attribute or text property; undefined when absent or blank. */
export function text(element: Moddle | undefined, property: string): string | undefined {
  const value = element?.[property];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** A child or referenced element. */
export function child(element: Moddle | undefined, property: string): Moddle | undefined {
  const value = element?.[property];
  return isModdle(value) ? value : undefined;
}

/** A collection of child or referenced elements. */
export function children(element: Moddle | undefined, property: string): Moddle[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isModdle) : [];
}

/** The body of an expression element such as `conditionExpression` or `timeDuration`. */
export function body(element: Moddle | undefined, property: string): string | undefined {
  return text(child(element, property), "body");
}

/** The extension elements of one type, `zeebe:TaskDefinition` for example. */
export function extensions(element: Moddle | undefined, type?: string): Moddle[] {
  const values = children(child(element, "extensionElements"), "values");
  return type ? values.filter((value) => value.$type === type) : values;
}

/** The first extension element of one type. */
export function extension(element: Moddle | undefined, type: string): Moddle | undefined {
  return extensions(element, type)[0];
}

/** The type without its namespace prefix: `UserTask`. */
export function word(element: Moddle): string {
  return element.$type.replace(/^.*:/, "");
}

function isModdle(value: unknown): value is Moddle {
  return value !== null && typeof value === "object" && "$type" in value;
}
