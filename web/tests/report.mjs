import assert from "node:assert/strict";
import { test } from "node:test";
import { shot, skip, visit } from "./site.mjs";

/** Opens the first report of the list. */
async function openReport(page) {
  await page.goto("/reports");
  await page.locator('a[href^="/report/"]').first().click();
  await page.waitForURL(/\/report\//);
}

test("n and p go through what is marked, cards and words light up together", { skip }, async () => {
  await visit(async (page) => {
    await openReport(page);
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    await page.keyboard.press("p");
    const lit = await page.locator(".seg.on").evaluateAll((found) => found.map((segment) => segment.dataset.marks.split(" ")));
    assert.ok(lit.length > 0);
    const mark = lit.reduce((common, marks) => common.filter((m) => marks.includes(m)))[0];
    assert.ok(mark !== undefined, "one mark is lit");

    const card = page.locator(".card").nth(1);
    await card.hover();
    const of = await card.getAttribute("data-mark");
    const words = await page.locator(`.seg[data-marks~="${of}"]`).count();
    assert.equal(await page.locator(".seg.on").count(), words);
    const segment = page.locator(".seg[data-marks]").first();
    await segment.hover();
    const marks = (await segment.getAttribute("data-marks")).split(" ");
    const cards = await page.locator("[data-mark].on").evaluateAll((found) => found.map((one) => one.dataset.mark));
    assert.deepEqual(cards.filter((one) => !marks.includes(one)), []);
    await shot(page, "report-lit");
  });
});

test("an anchor outlines exactly its code points", { skip }, async () => {
  await visit(async (page) => {
    await openReport(page);
    const text = await page.locator("#text [data-from]").evaluateAll((pieces) => {
      const points = [];
      for (const piece of pieces) [...piece.textContent].forEach((point, i) => (points[Number(piece.dataset.from) + i] = point));
      return points;
    });
    const from = 40;
    const to = 95;
    await page.goto(`${new URL(page.url()).pathname}#char=${from},${to}`);
    await page.waitForSelector("mark.char-target");
    const outlined = await page.locator("mark.char-target").evaluateAll((found) => found.map((mark) => mark.textContent).join(""));
    assert.equal(outlined, text.slice(from, to).join(""));
    assert.equal(to - from, [...outlined].length);
    assert.ok(await page.locator("mark.char-target").first().isVisible());
  });
});

test("layers that are hidden stay hidden on the next report", { skip }, async () => {
  await visit(async (page) => {
    await openReport(page);
    const box = page.locator("input[data-layer]").first();
    const layer = await box.getAttribute("data-layer");
    await box.uncheck();
    await page.reload();
    assert.ok(!(await page.locator(`input[data-layer="${layer}"]`).isChecked()));
  });
});
