import anyTest, { type TestFn } from "ava";
import { strToU8, zipSync } from "fflate";
import { packageWithBadFlow } from "./bad-flow.ts";
import { startWebApp, type WebApp } from "./web-app.ts";

const test = anyTest as TestFn<{ app: WebApp }>;

test.before(async (t) => {
  t.timeout(240_000);
  t.context.app = await startWebApp();
});
test.after.always(async (t) => t.context.app?.close());

const filler = "110101-filler";

/** A note of the district's filler, made over the API. */
async function makeNote(app: WebApp, data: Record<string, unknown>): Promise<{ id: string; lockVersion: number }> {
  const client = await app.client(filler);
  return (await client.post("/records", { recordType: "notes/note", data })).body;
}

test.serial("a wrong password is refused in words, and the right one leads back to where one was going", async (t) => {
  const { app } = t.context;
  const page = await app.browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${app.url}/lists/notes/notes`);
  await page.getByRole("textbox", { name: "账号" }).fill(filler);
  await page.locator("input[type=password]").fill("wrong-password");
  await page.getByRole("button", { name: "登录" }).click();
  const refusal = page.getByRole("alert").filter({ hasText: "密码" });
  await refusal.first().waitFor();
  await page.close();
  const back = await app.signIn(filler, "/lists/notes/notes");
  await back.getByRole("heading", { name: "记录", level: 1 }).waitFor();
  t.is(new URL(back.url()).pathname, "/lists/notes/notes");
  await back.context().close();
});

test.serial("what was typed survives closing the page, and can be thrown away", async (t) => {
  const { app } = t.context;
  const page = await app.signIn(filler, "/new/notes/note");
  await page.getByLabel("标题").fill("没有保存的标题");
  await page.getByText("已自动保存").waitFor();
  await page.close();
  const again = await app.signIn(filler, "/new/notes/note");
  await again.getByText("自动保存的草稿").waitFor();
  t.is(await again.getByLabel("标题").inputValue(), "没有保存的标题");
  await again.getByRole("button", { name: "丢弃草稿" }).click();
  await again.getByRole("button", { name: "确定" }).click();
  await again.getByText("自动保存的草稿").waitFor({ state: "detached" });
  t.is(await again.getByLabel("标题").inputValue(), "");
  const client = await app.client(filler);
  t.deepEqual((await client.get("/drafts")).body, []);
  await again.context().close();
});

test.serial("leaving for another page keeps what was typed just before", async (t) => {
  const { app } = t.context;
  const { id } = await makeNote(app, { title: "离开前" });
  const page = await app.signIn(filler, `/records/${id}/edit`);
  const kept = page.waitForResponse(
    (answer) => answer.url().includes("/drafts/") && answer.request().method() === "PUT",
  );
  await page.getByLabel("标题").fill("离开前改过");
  await page.getByRole("link", { name: "工作台" }).click();
  await kept;
  await page.getByRole("heading", { name: "工作台", level: 1 }).waitFor();
  await page.goto(`${app.url}/records/${id}/edit`);
  await page.getByText("自动保存的草稿").waitFor();
  t.is(await page.getByLabel("标题").inputValue(), "离开前改过");
  await page.context().close();
});

test.serial("Ctrl+S saves, and no draft is left", async (t) => {
  const { app } = t.context;
  const page = await app.signIn(filler, "/new/notes/note");
  await page.getByLabel("标题").fill("用快捷键保存");
  await page.keyboard.press("Control+s");
  await page.waitForURL(/\/records\/.+\/edit$/);
  const id = new URL(page.url()).pathname.split("/")[2];
  const client = await app.client(filler);
  t.is((await client.get(`/records/${id}`)).body.data.title, "用快捷键保存");
  t.is((await client.get(`/drafts/${encodeURIComponent("new:notes/note:-")}`)).status, 204);
  await page.context().close();
});

test.serial("submitting what is incomplete shows it at the field and keeps everything", async (t) => {
  const { app } = t.context;
  const { id } = await makeNote(app, { title: "将被清空" });
  const page = await app.signIn(filler, `/records/${id}/edit`);
  await page.getByLabel("标题").fill("");
  await page.keyboard.press("Control+Enter");
  await page.getByText("请填写标题").first().waitFor();
  t.is(await page.getByLabel("标题").getAttribute("aria-invalid"), "true");
  await page.locator(":focus").and(page.getByLabel("标题")).waitFor();
  await page.context().close();
});

test.serial("a save that met somebody else's asks field by field and saves the choice", async (t) => {
  const { app } = t.context;
  const { id, lockVersion } = await makeNote(app, { title: "原标题", color: "red" });
  const page = await app.signIn(filler, `/records/${id}/edit`);
  await page.getByLabel("标题").fill("我的标题");
  const client = await app.client(filler);
  await client.put(`/records/${id}`, { data: { title: "对方的标题", color: "green" }, lockVersion });
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog", { name: "这条记录刚被他人修改过" });
  await dialog.waitFor();
  t.is(await dialog.getByRole("row").count(), 3);
  await dialog.getByRole("cell", { name: "对方的 绿" }).waitFor();
  await dialog.getByRole("row", { name: /^标题/ }).getByRole("radio", { name: "我的" }).check();
  await dialog.getByRole("button", { name: "按选择保存" }).click();
  await dialog.waitFor({ state: "detached" });
  const { body } = await client.get(`/records/${id}`);
  t.is(body.data.title, "我的标题");
  t.is(body.data.color, "green");
  t.is(await page.getByLabel("标题").inputValue(), "我的标题");
  await page.context().close();
});

test.serial("a list's conditions live in its address, can be kept under a name and come back", async (t) => {
  const { app } = t.context;
  await makeNote(app, { title: "红色记录", color: "red" });
  await makeNote(app, { title: "绿色记录", color: "green" });
  const page = await app.signIn(filler, "/lists/notes/notes?f.color=red&q=色记录");
  await page.getByRole("link", { name: "红色记录" }).waitFor();
  t.is(await page.getByRole("link", { name: "绿色记录" }).count(), 0);
  await page.getByRole("button", { name: "常用条件" }).click();
  await page.getByLabel("名称").fill("红的");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "红的", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.goto(`${app.url}/lists/notes/notes?q=色记录`);
  await page.getByRole("link", { name: "绿色记录" }).waitFor();
  await page.getByRole("button", { name: "常用条件" }).click();
  await page.getByRole("button", { name: "红的", exact: true }).click();
  await page.getByRole("link", { name: "绿色记录" }).waitFor({ state: "detached" });
  t.is(new URL(page.url()).searchParams.get("f.color"), "red");
  await page.context().close();
});

test.serial("the choice of columns is remembered", async (t) => {
  const { app } = t.context;
  await makeNote(app, { title: "列" });
  const page = await app.signIn(filler, "/lists/notes/notes");
  await page.getByRole("columnheader", { name: "颜色" }).waitFor();
  await page.getByRole("button", { name: "显示列" }).click();
  await page.getByRole("checkbox", { name: "颜色" }).uncheck();
  await page.getByRole("columnheader", { name: "颜色" }).waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("columnheader", { name: "标题" }).waitFor();
  t.is(await page.getByRole("columnheader", { name: "颜色" }).count(), 0);
  await page.context().close();
});

test.serial("what one may not see is refused in words, with a way on", async (t) => {
  const { app } = t.context;
  const { id } = await makeNote(app, { title: "东城区的" });
  const page = await app.signIn("110102-filler", `/records/${id}`);
  await page.getByText("没有加载成功").waitFor();
  t.is(await page.getByRole("button", { name: "重新加载" }).count(), 1);
  await page.context().close();
});

test.serial("an ended session leads to signing in and back", async (t) => {
  const { app } = t.context;
  const page = await app.signIn(filler);
  await page.context().clearCookies();
  await page.getByRole("link", { name: "记录" }).first().click();
  await page.getByRole("textbox", { name: "账号" }).waitFor();
  t.is(new URL(page.url()).searchParams.get("return"), "/lists/notes/notes");
  await page.context().close();
});

test.serial("every tab of a record opens, also with nothing in it", async (t) => {
  const { app } = t.context;
  const { id } = await makeNote(app, { title: "逐个打开" });
  const page = await app.signIn(filler, `/records/${id}`);
  const tabs = page.getByRole("tab");
  await page.getByRole("tab", { name: "被引用" }).waitFor();
  for (const tab of await tabs.all()) {
    await tab.click();
    await page.getByRole("tabpanel").and(page.locator(":visible")).waitFor();
  }
  await page.getByText("还没有其他记录引用它").waitFor();
  t.true((await tabs.count()) > 3);
  await page.context().close();
});

test.serial("an import shows which node of the flow something is wrong with, on its picture", async (t) => {
  const { app } = t.context;
  const page = await app.signIn("city-officer", "/admin/definitions");
  await page.getByRole("button", { name: "导入定义包" }).click();
  const files = packageWithBadFlow();
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
  const upload = { name: "包.zip", mimeType: "application/zip", buffer: Buffer.from(zip) };
  await page.locator("input[type=file]").setInputFiles(upload);
  const picture = page.getByRole("img", { name: "flow.bpmn 中有问题的环节" });
  await picture.locator('.flow-error[data-element-id="review"]').waitFor();
  await picture.getByText("没有指定办理人").waitFor();
  t.is(await picture.locator(".flow-error").count(), 1);
  t.true(await page.getByRole("button", { name: "确认导入" }).isDisabled());
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/import.png` });
  await page.context().close();
});

test.serial("no page wrote an error to the console", (t) => {
  t.deepEqual(t.context.app.complaints, []);
});
