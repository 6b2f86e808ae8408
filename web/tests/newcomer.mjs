import assert from "node:assert/strict";
import { test } from "node:test";
import { mapReady, shot, skip, visit } from "./site.mjs";

test("a newcomer comes from the demo to the origins of an event and the words of a report", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/");
    assert.match(page.url(), /\/events/);
    await mapReady(page);
    assert.ok((await page.locator("#events tbody tr").count()) > 5);
    await shot(page, "newcomer-1-events");

    await page.locator("#events tbody tr:has(.badge.disputed) a").first().click();
    await page.waitForURL(/\/event\//);
    assert.ok((await page.locator("#claims article.claim").count()) > 1);
    const origins = page.locator("#origins");
    assert.ok((await origins.locator("li li").count()) > 0, "origins are a tree");
    await shot(page, "newcomer-2-event");

    await page.locator('#claims a[href*="/report/"]').first().click();
    await page.waitForURL(/\/report\//);
    assert.ok((await page.locator("#text .seg").count()) > 3);
    assert.ok((await page.locator("mark.char-target").count()) > 0, "the words of the claim are outlined");
    await shot(page, "newcomer-3-report");
  });
});

test("keys alone lead from the list to an event", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/events");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const first = page.locator("#events tbody tr").first();
    assert.equal(await first.getAttribute("aria-current"), "true");
    const href = await first.getAttribute("data-href");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${href}`);
    await page.keyboard.press("?");
    assert.ok(await page.locator("dialog#keys").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(!(await page.locator("dialog#keys").isVisible()));
    await page.keyboard.press("/");
    await page.waitForFunction(() => location.pathname === "/search" || document.activeElement?.matches("input[type=search]"));
  });
});
