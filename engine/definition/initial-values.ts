import { evaluateFeel } from "../expression/index.ts";
import type { RecordType } from "./meta/manifest.gen.ts";

/** For whom a record is made, and when (ISO instant); `level` is 1 city, 2 district, 3 street, 4 village. */
export interface Filing {
  unit: { id: number; level: number; kind: string; divisionCode: string };
  at: string;
}

/** What a new record begins with by its type's declaration; a value that cannot be worked out is left open. */
export function initialValues(
  { initial = {} }: Pick<RecordType, "initial">,
  { unit, at }: Filing,
): Record<string, unknown> {
  const values = Object.entries(initial).map(([field, source]) => {
    const result = evaluateFeel(source, { unit }, at);
    return [field, result.ok ? result.value : null] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}
