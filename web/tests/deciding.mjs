import assert from "node:assert/strict";
import { test } from "node:test";
import { shot, skip, visit } from "./site.mjs";

test("a match is decided with keys alone", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/review");
    const forms = page.locator("form.decide");
    const before = await forms.count();
    assert.ok(before > 0, "the demo has something to review");
    await shot(page, "review");
    await page.keyboard.press("j");
    const id = await page.evaluate(() => document.querySelector('[aria-current="true"].decide, [aria-current="true"] form.decide')?.outerHTML);
    assert.ok(id !== undefined, "one match is current");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
    assert.match(page.url(), /\/review/);
    assert.equal(await page.locator("form.decide").count(), before - 1);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
  });
});
