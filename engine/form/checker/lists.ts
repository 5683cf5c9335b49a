import { sameValue } from "../same.ts";
import { type Check, deciding, finding, type Keyword, satisfies } from "./check.ts";

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

/** The first two that are the same, the earlier one first. */
function repeated(items: readonly unknown[]): [number, number] | undefined {
  const plain = new Map<unknown, number>();
  const others: number[] = [];
  for (const [at, item] of items.entries()) {
    const earlier = isPlain(item) ? plain.get(item) : others.find((other) => sameValue(items[other], item));
    if (earlier !== undefined) return [earlier, at];
    if (isPlain(item)) plain.set(item, at);
    else others.push(at);
  }
  return undefined;
}

const uniqueItems: Keyword = (schema) => (data, at, found) => {
  const pair = schema.uniqueItems === true ? repeated(data as unknown[]) : undefined;
  if (pair) found.push(finding("uniqueItems", schema, { data, at, params: { j: pair[0], i: pair[1] } }));
};

/** One schema for all items, or one for each place and `additionalItems` for the rest. */
const items: Keyword = (schema, compiler) => {
  const tuple: unknown = schema.items;
  const places = Array.isArray(tuple) ? tuple.map((part) => compiler.check(part)) : [];
  const rest: Check = Array.isArray(tuple)
    ? compiler.check(schema.additionalItems ?? true)
    : compiler.check(schema.items);
  return (data, at, found) => {
    for (const [index, item] of (data as unknown[]).entries()) {
      (places[index] ?? rest)(item, { parent: at, name: index }, found);
    }
  };
};

const contains: Keyword = (schema, compiler) => {
  const check = compiler.check(schema.contains);
  return deciding("contains", () => (list: unknown[]) => list.some((item) => satisfies(check, item)))(schema, compiler);
};

/** The keywords of lists, in the order their findings are told. */
export const listKeywords: Record<string, Keyword> = {
  maxItems: deciding("maxItems", (limit: number) => (list: unknown[]) => list.length <= limit),
  minItems: deciding("minItems", (limit: number) => (list: unknown[]) => list.length >= limit),
  uniqueItems,
  items,
  contains,
};
