import assert from "node:assert/strict";
import { test } from "node:test";
import { mapReady, shot, skip, visit } from "./site.mjs";

/** Clicks over the map until something opens. */
async function openSomething(page) {
  const canvas = page.locator(".map-canvas canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = await canvas.boundingBox();
  for (let y = 12; y < box.height; y += 14) {
    for (let x = 12; x < box.width; x += 14) {
      await page.mouse.move(box.x + x, box.y + y);
      if ((await canvas.evaluate((element) => element.style.cursor)) !== "pointer") continue;
      await page.mouse.click(box.x + x, box.y + y);
      return;
    }
  }
  assert.fail("nothing on the map can be opened");
}

test("what shares a point opens as a list, linked with the table", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/events");
    await mapReady(page);
    // A cluster of several places opens a closer view first.
    for (let tries = 0; tries < 6 && !(await page.locator(".map-events").isVisible()); tries += 1) {
      await openSomething(page);
      await page.waitForFunction(() => document.querySelector(".map-events, #map:not([data-ready])") !== null);
      await mapReady(page);
    }
    const links = page.locator(".map-events a");
    assert.ok((await links.count()) > 0);
    const ids = await links.evaluateAll((found) => found.map((link) => new URL(link.href).pathname.split("/").at(-1)));
    const lit = await page.locator("#events tr.on").evaluateAll((rows) => rows.map((row) => row.dataset.id));
    const rows = await page.locator("#events tr[data-id]").evaluateAll((found) => found.map((row) => row.dataset.id));
    assert.deepEqual(lit.sort(), ids.filter((id) => rows.includes(id)).sort());
    await shot(page, "map-opened");
    await links.first().click();
    await page.waitForURL(/\/event\//);
  });
});

test("the view of the map becomes a filter, and is left again", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/events");
    await mapReady(page);
    await page.locator(".map-tools button").first().click();
    await page.waitForURL(/bbox=/);
    assert.doesNotMatch(page.url(), /from=|actor=|q=/, "empty filters are left out of the address");
    await mapReady(page);
    await page.locator(".map-tools button").nth(1).click();
    await page.waitForURL((url) => !url.search.includes("bbox"));
  });
});

test("without WebGL the drawn map stays", { skip }, async () => {
  await visit(
    async (page) => {
      await page.goto("/events");
      await page.waitForSelector(".map-note");
      assert.ok(await page.locator("#map svg").first().isVisible());
      assert.equal(await page.locator(".map-canvas").count(), 0);
      await shot(page, "map-drawn");
    },
    { webgl: false },
  );
});
