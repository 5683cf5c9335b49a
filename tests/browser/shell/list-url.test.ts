import test from "ava";
import fc from "fast-check";
import { type ListState, listHref, readListState, writeListState } from "../../../renderer/pages/list/list-url.ts";

const field = fc.stringMatching(/^\$?[a-z][A-Za-z0-9]{0,12}$/);
const text = fc.string({ minLength: 1, maxLength: 20 });
const range = fc.record({ from: text, to: text }, { requiredKeys: [] }).filter((ends) => Object.keys(ends).length > 0);
const value = fc.oneof(text, fc.constant(null), range, fc.array(text, { minLength: 2, maxLength: 4 }));
const key = fc.stringMatching(/^[a-z][A-Za-z]{0,10}$/);

const state: fc.Arbitrary<ListState> = fc.record({
  filters: fc.dictionary(field, value, { maxKeys: 5, noNullPrototype: true }),
  search: fc.string({ maxLength: 20 }),
  sort: fc.array(fc.record({ field, order: fc.constantFrom("asc" as const, "desc" as const) }), { maxLength: 3 }),
  page: fc.integer({ min: 1, max: 9999 }),
  size: fc.option(fc.constantFrom(10, 20, 50), { nil: undefined }),
});

test("whatever a list shows survives being written into its address and read again", (t) => {
  fc.assert(
    fc.property(state, (shown) => {
      const read = readListState(new URLSearchParams(writeListState(shown).toString()));
      t.deepEqual(read, shown);
    }),
  );
});

test("the measure behind a number survives as well", (t) => {
  fc.assert(
    fc.property(key, key, (view, measure) => {
      const href = listHref("pkg/list", { filters: { $district: "110101000000" }, drill: { view, measure } });
      const read = readListState(new URL(href, "http://x").searchParams);
      t.deepEqual(read.drill, { view, measure });
      t.deepEqual(read.filters, { $district: "110101000000" });
    }),
  );
});

test("the tile whose rows are shown survives, and leaves the first conditions of a view away", (t) => {
  const read = readListState(new URL(listHref("pkg/list", { tile: "open" }), "http://x").searchParams);
  t.deepEqual([read.tile, read.filters], ["open", {}]);
});

test("an address written by hand with a senseless page shows the first one", (t) => {
  for (const page of ["0", "-1", "x", "1.5", "99999999"]) {
    t.is(readListState(new URLSearchParams({ page })).page, 1);
  }
});

test("a list without conditions has a plain address", (t) => {
  t.is(listHref("pkg/list", {}), "/lists/pkg/list");
});
