import assert from "node:assert/strict";
import { test } from "node:test";
import { shot, skip, visit } from "./site.mjs";

test("matches are decided with keys alone", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/review");
    const current = () => page.evaluate(() => document.querySelector('form.decide[aria-current="true"]')?.id);
    const pairs = () => page.locator("form.decide").evaluateAll((forms) => forms.map((form) => form.id));
    const decided = () => page.locator(".decisions > li").count();
    const before = await pairs();
    assert.ok(before.length > 2, "the demo has matches to decide");
    assert.equal(await current(), before[0], "the first is current");
    assert.equal(await decided(), 0);
    await shot(page, "review");

    await page.keyboard.press("j");
    assert.equal(await current(), before[1]);
    await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
    assert.equal(await decided(), 1);
    assert.ok(!(await pairs()).includes(before[1]), "what is decided is asked no more");

    const next = await current();
    assert.ok(next !== undefined, "another is current");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
    assert.equal(await decided(), 2);
    await shot(page, "review-decided");
  });
});
