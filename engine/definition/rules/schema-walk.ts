import { type FormSchema, formatPointer } from "../../form/index.ts";

/** Every schema inside a schema with its JSON pointer, itself first. */
export function* schemasIn(schema: FormSchema, path: (string | number)[] = []): Generator<[string, FormSchema]> {
  yield [formatPointer(path), schema];
  for (const [key, value] of Object.entries(schema)) {
    if (typeof value !== "object" || value === null) continue;
    yield* schemasIn(value as FormSchema, [...path, key]);
  }
}
