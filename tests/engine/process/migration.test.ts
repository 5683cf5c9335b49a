import test from "ava";
import {
  apply,
  checkMigration,
  compile,
  describe,
  type Effect,
  type Mapping,
  migrate,
  nodeChoices,
  type ProcessModel,
  type State,
  start as startProcess,
} from "../../../engine/process/index.ts";
import {
  and,
  boundary,
  bpmn,
  end,
  message,
  messageDefinition,
  race,
  service,
  start,
  sub,
  timer,
  user,
} from "./bpmn.ts";
import { BEGIN } from "./scenario.ts";

const LATER = "2026-03-02T01:00:00.000Z";

/** Runs an instance of the first model up to a state, and takes it over to the second. */
class Move {
  readonly from: ProcessModel;
  readonly to: ProcessModel;
  state: State;
  effects: Effect[] = [];

  private constructor(from: ProcessModel, to: ProcessModel) {
    this.from = from;
    this.to = to;
    this.state = startProcess(from, {}, BEGIN).state;
  }

  static async given(from: string, to: string): Promise<Move> {
    return new Move(await compile(from), await compile(to));
  }

  complete(...nodes: string[]): this {
    for (const node of nodes) {
      const taskId = describe(this.from, this.state).tasks.find((open) => open.nodeId === node)?.taskId ?? "none";
      this.state = apply(this.from, this.state, { type: "completeTask", taskId }, BEGIN).state;
    }
    return this;
  }

  problems(mapping: Mapping = {}): string[] {
    return checkMigration({ ...this, mapping }, this.state).map(({ code, nodeId }) => `${code} ${nodeId}`);
  }

  go(mapping: Mapping = {}): this {
    const before = JSON.stringify(this.state);
    const step = migrate({ ...this, mapping }, this.state, LATER);
    if (JSON.stringify(this.state) !== before) throw new Error("the state given was changed");
    this.effects = step.effects;
    this.state = JSON.parse(JSON.stringify(step.state));
    return this;
  }

  /** Completes tasks of the new model until it ends; the nodes done, in order. */
  rest(most = 20): string[] {
    const done: string[] = [];
    while (this.state.status === "active" && done.length < most) {
      const open = describe(this.to, this.state).tasks[0];
      if (!open) break;
      done.push(open.nodeId);
      this.state = apply(this.to, this.state, { type: "completeTask", taskId: open.taskId }, LATER).state;
    }
    return done;
  }

  get timers(): string[] {
    return describe(this.to, this.state).timers.map(({ nodeId, dueAt }) => `${nodeId} ${dueAt}`);
  }
}

const simple = (...nodes: string[]): string =>
  bpmn(start(), ...nodes.map((id) => user(id)), end(), ["s", ...nodes, "e"].join(" > "));

test("a node of the same id goes over by itself, with its open task, and the new way is gone from there", async (t) => {
  const move = (await Move.given(simple("a", "b"), simple("a", "b", "c"))).complete("a");
  const task = describe(move.from, move.state).tasks[0]?.taskId;
  move.go();
  t.is(describe(move.to, move.state).tasks[0]?.taskId, task);
  t.deepEqual(move.effects, []);
  t.deepEqual(move.rest(), ["b", "c"]);
  t.is(move.state.status, "ended");
});

test("a node that is gone needs a target, which has to be of its kind and in its scope", async (t) => {
  const to = bpmn(
    start(),
    user("a"),
    user("x"),
    service("job"),
    sub("inner", start("is"), user("iu"), end("ie"), "is > iu > ie"),
    end(),
    "s > a > x > job > inner > e",
  );
  const move = (await Move.given(simple("a", "b"), to)).complete("a");
  t.deepEqual(move.problems(), ["missing b"]);
  t.deepEqual(move.problems({ b: "nowhere" }), ["missing b"]);
  t.deepEqual(move.problems({ b: "job" }), ["kind b"]);
  t.deepEqual(move.problems({ b: "iu" }), ["scope b"]);
  t.throws(() => move.go(), { message: /请为它选择目标节点/ });
  t.deepEqual(move.go({ b: "x" }).rest(), ["x"]);
});

const parallel = (...more: string[]): string =>
  bpmn(
    start(),
    and("f"),
    user("b1"),
    user("b2"),
    user("c1"),
    ...more.map((id) => user(id)),
    and("j"),
    user("z"),
    end(),
    "s > f > b1 > b2 > j > z > e",
    "f > c1 > j",
    ...more.map((id) => `f > ${id} > j`),
  );

test("inside a parallel section tokens go over together and the join still completes", async (t) => {
  const longer = bpmn(
    start(),
    and("f"),
    user("b1"),
    user("b2"),
    user("extra"),
    user("c1"),
    and("j"),
    user("z"),
    end(),
    "s > f > b1 > b2 > extra > j > z > e",
    "f > c1 > j",
  );
  const move = (await Move.given(parallel(), longer)).complete("b1");
  t.deepEqual(move.problems(), []);
  const done = move.go().rest();
  t.deepEqual([...done].sort(), ["b2", "c1", "extra", "z"]);
  t.is(done.at(-1), "z");
  t.is(move.state.status, "ended");
});

test("a section with more branches, a branch that is no branch any more, and a way into one are refused", async (t) => {
  const more = (await Move.given(parallel(), parallel("d1"))).complete("b1");
  t.deepEqual(more.problems(), ["branch f", "branch f"]);
  const inOrder = (await Move.given(parallel(), simple("b1", "b2", "c1", "z"))).complete("b1");
  t.deepEqual(inOrder.problems(), ["branch f", "branch f"]);
  const into = (await Move.given(simple("a", "c1"), parallel())).complete("a");
  t.deepEqual(into.problems(), ["join c1"]);
  t.deepEqual(into.problems({ c1: "z" }), []);
});

test("a token at a join keeps the flow it came by", async (t) => {
  const move = (await Move.given(parallel(), parallel())).complete("c1", "b1").go();
  t.deepEqual(move.rest(), ["b2", "z"]);
  t.is(move.state.status, "ended");
});

const timed = (id: string, duration: string, host = "a"): string =>
  bpmn(
    start(),
    user("a"),
    user("b"),
    boundary(id, host, timer("timeDuration", duration), false),
    end("le"),
    end(),
    "s > a > b > e",
    `${id} > le`,
  );

test("a timer keeps its due time, goes away with its event, and a new event begins to run when the instance comes", async (t) => {
  const kept = (await Move.given(timed("late", "P3D"), timed("late", "P5D"))).go();
  t.deepEqual(kept.timers, ["late 2026-03-04T01:00:00.000Z"]);
  t.deepEqual(kept.effects, []);
  const gone = (await Move.given(timed("late", "P3D"), simple("a", "b"))).go();
  t.deepEqual(gone.timers, []);
  t.deepEqual(
    gone.effects.map(({ type }) => type),
    ["cancelTimer"],
  );
  const fresh = (await Move.given(simple("a", "b"), timed("late", "P3D"))).go();
  t.deepEqual(fresh.timers, ["late 2026-03-05T01:00:00.000Z"]);
  const elsewhere = (await Move.given(timed("late", "P3D"), timed("late", "P3D", "b"))).go();
  t.deepEqual(elsewhere.timers, []);
});

test("a timer that has fired does not run again in the new version", async (t) => {
  const move = await Move.given(timed("late", "P3D"), timed("late", "P3D"));
  const timerId = move.state.timers[0]?.id ?? "";
  move.state = apply(move.from, move.state, { type: "fireTimer", timerId }, "2026-03-04T01:00:00.000Z").state;
  t.deepEqual(move.go().timers, []);
  t.deepEqual(move.rest(), ["a", "b"]);
});

const waiting = (name: string): string =>
  bpmn(
    messageDefinition("m", name),
    start(),
    race("r"),
    `<bpmn:intermediateCatchEvent id="in">${message("m")}</bpmn:intermediateCatchEvent>`,
    `<bpmn:intermediateCatchEvent id="tick">${timer("timeDuration", "P1D")}</bpmn:intermediateCatchEvent>`,
    user("z"),
    end(),
    "s > r > in > z > e",
    "r > tick > z",
  );

test("an event that waits for another message now waits for that one", async (t) => {
  const same = (await Move.given(waiting("回执"), waiting("回执"))).go();
  t.deepEqual(same.effects, []);
  const other = (await Move.given(waiting("回执"), waiting("批复"))).go();
  t.deepEqual(
    other.effects.map(({ type }) => type),
    ["unsubscribe", "subscribe"],
  );
  t.deepEqual(other.timers, ["tick 2026-03-02T01:00:00.000Z"]);
  const { state } = apply(other.to, other.state, { type: "publishMessage", name: "批复" }, LATER);
  t.is(describe(other.to, state).tasks[0]?.nodeId, "z");
});

test("a task that others have to do is handed out anew, a job of another kind as well; the rest is left alone", async (t) => {
  const asked = (group: string): string =>
    bpmn(
      start(),
      `<bpmn:userTask id="a"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="${group}" /></bpmn:extensionElements></bpmn:userTask>`,
      end(),
      "s > a > e",
    );
  const other = (await Move.given(asked("reviewers"), asked("leaders"))).go();
  t.deepEqual(
    other.effects.map(({ type }) => type),
    ["closeTask", "openTask"],
  );
  const opened = other.effects.find((effect) => effect.type === "openTask");
  t.deepEqual(opened?.type === "openTask" && opened.assignment.candidateGroups, ["leaders"]);
  t.deepEqual(other.rest(), ["a"]);
  const jobs = (
    await Move.given(
      bpmn(start(), service("send"), end(), "s > send > e"),
      bpmn(start(), service("post"), end(), "s > post > e"),
    )
  ).go({ send: "post" });
  t.deepEqual(
    jobs.effects.map(({ type }) => type),
    ["cancelJob", "runJob"],
  );
});

test("tokens inside a sub-process go over with it, its own timers too", async (t) => {
  const nested = (extra: string[]): string =>
    bpmn(
      start(),
      sub(
        "inner",
        start("is"),
        user("i1"),
        ...extra.map((id) => user(id)),
        end("ie"),
        ["is", "i1", ...extra, "ie"].join(" > "),
      ),
      boundary("deadline", "inner", timer("timeDuration", "P9D")),
      user("z"),
      end(),
      "s > inner > z > e",
      "deadline > z",
    );
  const move = (await Move.given(nested([]), nested(["i2"]))).go();
  t.deepEqual(move.timers, ["deadline 2026-03-10T01:00:00.000Z"]);
  t.deepEqual(move.rest(), ["i1", "i2", "z"]);
  t.is(move.state.status, "ended");
});

test("where nodes can go is proposed by id, else by the only node of that name and kind", async (t) => {
  const named = (id: string, name: string): string => `<bpmn:userTask id="${id}" name="${name}" />`;
  const from = await compile(bpmn(start(), named("old", "复核"), end(), "s > old > e"));
  const to = await compile(bpmn(start(), named("fresh", "复核"), named("more", "签批"), end(), "s > fresh > more > e"));
  const choice = nodeChoices(from, to).find(({ nodeId }) => nodeId === "old");
  t.like(choice, { nodeName: "复核", target: "fresh" });
  t.deepEqual(
    choice?.targets.map(({ nodeId }) => nodeId),
    ["fresh", "more"],
  );
});
