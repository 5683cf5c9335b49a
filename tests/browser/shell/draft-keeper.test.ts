import test from "ava";
import { DraftKeeper } from "../../../renderer/pages/edit/draft-keeper.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits for a status, however busy the machine is. */
async function until(keeper: DraftKeeper, kind: string): Promise<void> {
  for (let tries = 0; keeper.getStatus().kind !== kind && tries < 2000; tries++) await pause(5);
}

/** A store in memory that takes a while, and that can be made to fail. */
function memoryStore() {
  const log: string[] = [];
  const store = {
    log,
    kept: undefined as unknown,
    failures: 0,
    write: async (data: unknown) => {
      await pause(5);
      if (store.failures > 0) {
        store.failures -= 1;
        throw new Error("offline");
      }
      log.push(`write ${JSON.stringify(data)}`);
      store.kept = data;
    },
    drop: async () => {
      await pause(5);
      log.push("drop");
      store.kept = undefined;
    },
  };
  return store;
}

test("many changes in a row become one write of the last", async (t) => {
  const store = memoryStore();
  const keeper = new DraftKeeper(store, { save: 30, retry: 30 });
  for (let at = 1; at <= 5; at++) keeper.change({ at });
  t.is(keeper.getStatus().kind, "unsaved");
  await until(keeper, "saved");
  t.deepEqual(store.log, ['write {"at":5}']);
  t.is(keeper.getStatus().kind, "saved");
});

test("a write that fails is tried again until it succeeds", async (t) => {
  const store = memoryStore();
  store.failures = 2;
  const keeper = new DraftKeeper(store, { save: 5, retry: 20 });
  keeper.change({ text: "重要" });
  await until(keeper, "failed");
  t.is(keeper.getStatus().kind, "failed");
  await until(keeper, "saved");
  t.is(keeper.getStatus().kind, "saved");
  t.deepEqual(store.kept, { text: "重要" });
});

test("what was typed while a failing write was under way is what the retry writes", async (t) => {
  const store = memoryStore();
  store.failures = 1;
  const keeper = new DraftKeeper(store, { save: 1000, retry: 10 });
  keeper.change({ at: 1 });
  const first = keeper.flush();
  keeper.change({ at: 2 });
  await first;
  await until(keeper, "saved");
  t.deepEqual(store.log, ['write {"at":2}']);
});

test("leaving the page writes at once", async (t) => {
  const store = memoryStore();
  const keeper = new DraftKeeper(store, { save: 10_000, retry: 10_000 });
  keeper.change({ at: 1 });
  await keeper.flush();
  t.deepEqual(store.kept, { at: 1 });
});

test("after the record is saved no draft remains, whatever was under way", async (t) => {
  const store = memoryStore();
  const keeper = new DraftKeeper(store, { save: 5, retry: 5 });
  keeper.change({ at: 1 });
  void keeper.flush();
  keeper.change({ at: 2 });
  await keeper.close();
  keeper.change({ at: 3 });
  await pause(40);
  t.is(store.kept, undefined);
  t.is(store.log.at(-1), "drop");
});

test("the listeners hear every change of the status", async (t) => {
  const keeper = new DraftKeeper(memoryStore(), { save: 1, retry: 1 });
  const seen: string[] = [];
  const stop = keeper.subscribe(() => seen.push(keeper.getStatus().kind));
  keeper.change({});
  await until(keeper, "saved");
  await keeper.forget();
  stop();
  keeper.change({});
  t.deepEqual(seen, ["unsaved", "saving", "saved", "clean"]);
  await keeper.close();
});
