import assert from "node:assert/strict";
import { test } from "node:test";
import { skip, visit } from "./site.mjs";

test("the timeline is brushed with a pointer", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/events");
    const stage = page.locator(".timeline-stage");
    await stage.waitFor();
    await stage.scrollIntoViewIfNeeded();
    const box = await stage.boundingBox();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 3, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
    const dates = await page.locator("#events time").evaluateAll((found) => found.map((time) => time.dateTime));
    const from = new URL(page.url()).searchParams.get("from");
    assert.ok(dates.length > 0);
    for (const date of dates.filter((date) => /^\d{4}-\d\d-\d\d$/.test(date))) assert.ok(date >= from, `${date} before ${from}`);
    assert.ok((await page.locator(".timeline-bars rect:not(.chosen)").count()) > 0, "what is outside stays visible");
  });
});

test("the timeline takes keys", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/events");
    const first = page.locator(".timeline-handle").first();
    await first.focus();
    const value = async () => Number(await first.getAttribute("aria-valuenow"));
    assert.equal(await value(), 0);
    const before = await first.getAttribute("aria-valuetext");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    assert.ok((await value()) > 0);
    assert.notEqual(await first.getAttribute("aria-valuetext"), before);
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=\d{4}-\d\d-\d\d/);
    await page.locator(".timeline-tools button:visible").last().click();
    await page.waitForURL((url) => !url.search.includes("from="));
  });
});
