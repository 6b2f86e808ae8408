import assert from "node:assert/strict";
import { test } from "node:test";
import { shot, skip, visit } from "./site.mjs";

const SCRIPT = '<script>document.title = "run"</script>';
const IMAGE = `<img src=x onerror="document.title = 'run'">`;
const PLAIN = `Bandiagara, 4 mai 2024. – Trois soldats ont été tués samedi dans une attaque près de Bandiagara, selon le maire ${SCRIPT} ${IMAGE}.\n`;
const FIELDS = JSON.stringify({
  title: `Hombori ${IMAGE}`,
  outlet: `<b>La Gazette</b>${SCRIPT}`,
  published: "2024-05-06",
  text: "Deux civils ont été tués dimanche à Hombori, a déclaré le préfet.",
});

/** Drops files on the page, as from a folder beside it. */
async function drop(page, files) {
  const carried = await page.evaluateHandle((found) => {
    const data = new DataTransfer();
    for (const [name, text] of found) data.items.add(new File([text], name, { type: "text/plain" }));
    return data;
  }, files);
  for (const type of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("form#add", type, { dataTransfer: carried });
}

/** Nothing of a report has become part of a page. */
async function isHarmless(page) {
  assert.notEqual(await page.title(), "run");
  assert.equal(await page.locator("main script, main img[onerror]").count(), 0);
}

test("a file that is dropped is read, and what is in it is shown as text", { skip }, async () => {
  await visit(async (page) => {
    await page.goto("/add");
    await drop(page, [["attaque.txt", PLAIN], ["hombori.jsonl", FIELDS]]);
    const links = page.locator('#progress a[href*="/report/"]');
    await links.nth(1).waitFor();
    await isHarmless(page);
    await shot(page, "add-dropped");
    const [plain, fields] = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")));

    await page.goto(plain);
    const text = await page.locator("#text").innerText();
    assert.ok(text.includes(SCRIPT) && text.includes(IMAGE));
    assert.ok((await page.locator("#text .seg.l-event").count()) > 0);
    await isHarmless(page);
    await shot(page, "report-hostile");

    await page.goto(fields);
    assert.ok((await page.locator("h1").innerText()).includes(IMAGE));
    await isHarmless(page);
    for (const address of ["/reports", "/search?q=Hombori", "/events", "/sources"]) {
      await page.goto(address);
      await isHarmless(page);
    }
    const event = await page.goto("/events?place=Hombori");
    assert.ok(event?.ok());
    await page.goto(await page.locator("#events tr[data-href]").first().getAttribute("data-href"));
    await isHarmless(page);
  });
});

test("a file that holds nothing says so, and the next is read", { skip }, async () => {
  await visit(
    async (page) => {
      await page.goto("/add");
      await drop(page, [["vide.txt", ""], ["encore.txt", PLAIN]]);
      await page.locator("#progress .drop-line").nth(1).waitFor();
      await page.waitForFunction(() => document.querySelectorAll("#progress progress").length === 0);
      const lines = await page.locator("#progress .drop-line").allTextContents();
      assert.match(lines[0], /^vide\.txt/);
      assert.match(lines[1], /^encore\.txt/);
    },
    { allow: /\b400\b/ },
  );
});
