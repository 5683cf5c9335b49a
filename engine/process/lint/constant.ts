import { checkExpression, compileExpression } from "../../expression/index.ts";

/** What FEEL source without variables always gives; undefined when it depends on the instance or is refused. */
export function constantOf(source: string | undefined): unknown {
  if (source === undefined || checkExpression(source)) return undefined;
  const expression = compileExpression(source);
  if (expression.variables.length > 0) return undefined;
  const result = expression.evaluate({});
  return result.ok ? result.value : undefined;
}
