import test from "ava";
import { and, bpmn, end, start, user, xor } from "./bpmn.ts";
import { PeerInstance } from "./peer.ts";
import { Scenario } from "./scenario.ts";

/** A reject loop inside one branch of a parallel section: the reason why the engine is our own. */
const model = (condition: string) =>
  bpmn(
    start(),
    and("f"),
    user("fill"),
    user("check"),
    xor("x"),
    user("slow"),
    and("j"),
    user("after"),
    end(),
    "s > f > fill > check > x",
    `x > fill ? ${condition}`,
    "x > j ? default",
    "f > slow > j > after > e",
  );

test("bpmn-engine 25 joins early when a branch is rejected and the other one is done", async (t) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: bpmn-engine's own expression syntax
  const peer = await PeerInstance.start(model("${environment.output.rejected}"));
  peer.complete("fill").complete("check", { rejected: true }).complete("slow");
  t.deepEqual(peer.waiting, ["after", "fill"], "it counts the flow that was not taken as arrived");
});

test("ours waits for the branch that is being done again, however often that is", async (t) => {
  const scenario = await Scenario.given(model("rejected"));
  scenario.complete("fill").complete("check", { rejected: true }).complete("slow");
  t.deepEqual(scenario.tasks, ["fill"]);
  scenario.complete("fill").complete("check", { rejected: true });
  scenario.complete("fill").complete("check", { rejected: false });
  t.deepEqual(scenario.tasks, ["after"]);
  t.true(scenario.complete("after").ended);
});
