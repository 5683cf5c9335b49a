import test from "ava";
import { AppError } from "../../../server/http/problem.ts";
import { Turns } from "../../../server/http/turns.ts";

const limits = { waiting: 3, milliseconds: 10_000 };

/** Work that goes on until it is let go. */
function held(): { work: () => Promise<string>; let: (text: string) => void; began: Promise<void> } {
  let begin = (): void => {};
  let end = (_text: string): void => {};
  const began = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const done = new Promise<string>((resolve) => {
    end = resolve;
  });
  const work = (): Promise<string> => {
    begin();
    return done;
  };
  return { work, began, let: (text) => end(text) };
}

test("one key is taken one after the other, in order, also past one that fails; another key does not wait", async (t) => {
  const turns = new Turns(limits);
  const first = held();
  const order: string[] = [];
  const a = turns.take("x", async () => order.push(await first.work()));
  const b = turns.take("x", async () => {
    order.push("second");
    throw new Error("no");
  });
  const c = turns.take("x", async () => order.push("third"));
  await first.began;
  t.is(await turns.take("y", async () => "other"), "other");
  t.deepEqual(order, []);
  first.let("first");
  await t.throwsAsync(b, { message: "no" });
  await Promise.all([a, c]);
  t.deepEqual(order, ["first", "second", "third"]);
  t.is(await turns.take("x", async () => "again"), "again");
});

test("beyond so many waiting, and after so long, one is refused in words and never done", async (t) => {
  const turns = new Turns({ waiting: 2, milliseconds: 20 });
  const first = held();
  const running = turns.take("x", first.work);
  await first.began;
  let done = 0;
  const wait = () => turns.take("x", async () => (done += 1));
  const late = [wait(), wait()];
  const refusal = { instanceOf: AppError, code: "occupied" };
  await t.throwsAsync(wait(), refusal, "the third does not even wait");
  for (const one of late) await t.throwsAsync(one, refusal);
  first.let("first");
  t.is(await running, "first");
  await wait();
  t.is(done, 1);
});
