// The table of events at all widths: no word is broken, nothing lies on anything else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { mapReady, shot, skip, visit } from "./site.mjs";

/** Words of the table that stand in more than one line. */
const broken = () => {
  const found = [];
  const range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("#events"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}’']+/gu)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word);
    }
  }
  return found;
};

/** Cells that are narrower than what they hold, or lie over others of their row. */
const crowded = () =>
  [...document.querySelectorAll("#events tr")].flatMap((row) => {
    const cells = [...row.children].filter((cell) => cell.getClientRects().length > 0);
    const boxes = cells.map((cell) => cell.getBoundingClientRect());
    return cells.filter((cell, n) => {
      const box = boxes[n];
      const over = boxes.some((other, m) => m > n && box.left < other.right - 1 && other.left < box.right - 1 && box.top < other.bottom - 1 && other.top < box.bottom - 1);
      return over || cell.scrollWidth > cell.clientWidth + 1;
    }).map((cell) => cell.textContent);
  });

test("no word of the table of events is broken at any width", { skip }, async (t) => {
  for (const width of [360, 768, 1000, 1200, 1440, 1700]) {
    for (const language of ["fr", "en"]) {
      await t.test(`${width} ${language}`, async () => {
        await visit(
          async (page) => {
            await page.goto("/events");
            await mapReady(page);
            assert.deepEqual(await page.evaluate(broken), []);
            assert.deepEqual(await page.evaluate(crowded), []);
            await shot(page, `table-${language}-${width}`);
          },
          { width, language, colorScheme: width % 400 === 0 ? "dark" : "light" },
        );
      });
    }
  }
});
