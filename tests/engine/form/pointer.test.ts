import test from "ava";
import { type FormSchema, titleBeside } from "../../../engine/form/index.ts";

const row: FormSchema = { type: "object", properties: { window: { type: "string", title: "窗口" } } };
const schema: FormSchema = {
  type: "object",
  properties: {
    center: { type: "string", title: "政务中心" },
    window: { type: "string", title: "窗口" },
    places: { type: "array", title: "办理地点", items: row },
  },
};

test("the title of what a choice belongs to is looked for beside the field and then further out", (t) => {
  t.is(titleBeside(schema, "/window", "center"), "政务中心");
  t.is(titleBeside(schema, "/places/0/window", "center"), "政务中心");
  t.is(titleBeside(schema, "/window", "hall"), "hall");
});
