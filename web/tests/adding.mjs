import assert from "node:assert/strict";
import { test } from "node:test";
import { shot, skip, visit } from "./site.mjs";

const REPORT = `---
outlet: La Gazette du Plateau
published: 2024-05-04
title: Attaque près de Bandiagara
---

Trois soldats ont été tués samedi dans une attaque près de Bandiagara, selon le maire.
<script>document.title = "run"</script><img src=x onerror="document.title = 'run'">
`;

/** Drops files on the page, as from a folder beside it. */
async function drop(page, files) {
  const carried = await page.evaluateHandle((found) => {
    const data = new DataTransfer();
    for (const [name, text] of found) data.items.add(new File([text], name, { type: "text/plain" }));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("form#add", type, { dataTransfer: carried });
}

test("a file that is dropped is read, and what is in it is shown as text", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/add");
    await drop(page, [["attaque.txt", REPORT]]);
    const link = page.locator('#progress a[href*="/report/"]').first();
    await link.waitFor();
    await shot(page, "add-dropped");
    await link.click();
    await page.waitForURL(/\/report\//);
    const text = await page.locator("#text").innerText();
    assert.ok(text.includes('<script>document.title = "run"</script>'));
    assert.ok((await page.locator("#text .seg.l-event").count()) > 0);
    assert.notEqual(await page.title(), "run");
    assert.equal(await page.locator("#text script, #text img").count(), 0);
  });
});

test("a file that holds nothing says so", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/add");
    await drop(page, [["vide.txt", ""], ["encore.txt", REPORT]]);
    await page.locator("#progress .drop-line").nth(1).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("#progress progress").length === 0);
    const lines = await page.locator("#progress .drop-line").allTextContents();
    assert.ok(lines[0].startsWith("vide.txt"));
    assert.ok(lines[1].startsWith("encore.txt"));
  });
});
