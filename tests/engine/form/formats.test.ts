import test from "ava";
import fc from "fast-check";
import { isCreditCode, isIdCard, isMonth, isPhone } from "../../../engine/form/formats.ts";

test("real identity numbers pass and any other last character fails", (t) => {
  t.true(isIdCard("11010519491231002X"));
  t.true(isIdCard("11010519491231002x"));
  t.true(isIdCard("440524188001010014"));
  for (const last of "0123456789") t.false(isIdCard(`11010519491231002${last}`));
});

test("identity numbers with an impossible birthday or province fail", (t) => {
  t.false(isIdCard("11010519490229002X"));
  t.false(isIdCard("00010519491231002X"));
});

test("a real credit code passes", (t) => {
  t.true(isCreditCode("91350100M000100Y43"));
});

test("changing one character of a credit code is always noticed", (t) => {
  const code = "91350100M000100Y43";
  const alphabet = [..."0123456789ABCDEFGHJKLMNPQRTUWXY"];
  fc.assert(
    fc.property(fc.nat(17), fc.constantFrom(...alphabet), (at, letter) => {
      fc.pre(code[at] !== letter);
      return !isCreditCode(code.slice(0, at) + letter + code.slice(at + 1));
    }),
  );
  t.pass();
});

test("phones: mobile, landline with extension, service numbers", (t) => {
  for (const phone of ["13800138000", "010-12345678", "0311-1234567-801", "400-123-4567", "12345", "85221234"])
    t.true(isPhone(phone), phone);
  for (const phone of ["12800138000", "1380013800", "010-123", "abc"]) t.false(isPhone(phone), phone);
});

test("months run from 01 to 12", (t) => {
  t.true(isMonth("2026-12"));
  t.false(isMonth("2026-13"));
  t.false(isMonth("2026-1"));
});
