// A walk by keyboard alone: skip link, every stop visible, search, the first result.
// Usage: node keyboard.mjs ROOT

import { openBrowser, report } from "./browser.mjs";

const root = process.argv[2];
const browser = await openBrowser();
const page = await (await browser.newContext({ locale: "de-DE" })).newPage();
const problems = [];
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const rect = element.querySelector?.("rect, path, use");
    const shown = style.outlineStyle !== "none" || (rect && getComputedStyle(rect).strokeWidth === "4px");
    return { name: element.tagName, text: element.textContent.trim().slice(0, 40), shown, q: element.name === "q" };
  });

await page.goto(`${root}index.de.html`);
await page.keyboard.press("Tab");
const first = await focused();
if (!first.text.includes("Zum Inhalt")) problems.push(`the first stop is ${first.text}`);
await page.keyboard.press("Enter");
await page
  .waitForURL((url) => url.hash === "#main", { timeout: 10_000 })
  .catch(() => problems.push("the skip link leads nowhere"));

await page.goto(`${root}index.de.html`);
const stops = new Set();
for (let stop = 0; stop < 120; stop += 1) {
  await page.keyboard.press("Tab");
  const place = await focused();
  if (place.name === "BODY") break;
  stops.add(place.text);
  if (!place.shown) problems.push(`stop ${stop + 1} is not visible: ${place.name} ${place.text}`);
}
if (stops.size < 30) problems.push(`only ${stops.size} stops`);

await page.goto(`${root}index.de.html`);
for (let stop = 0; stop < 20 && !(await focused()).q; stop += 1) await page.keyboard.press("Tab");
await page.keyboard.type("kasel");
await page.keyboard.press("Enter");
await page.waitForURL(/search/);
if (!(await page.locator("main").textContent()).includes("Kassel")) problems.push("no result by keyboard");

// Maps, charts, filters: each area and each choice is a stop, is visible, and leads on.
for (const [path, wanted] of [
  ["charts/map.de.html", 30], ["charts/tiles.de.html", 30], ["charts/priorities.de.html", 10], ["compare.de.html", 10],
  ["doc/grant.de.html", 10], ["questions/sums-by-district?view=map&lang=de", 20], ["questions/sums-by-district?view=bars&lang=de", 10],
]) {
  await page.goto(`${root}${path}`);
  const inside = new Set();
  let outside = 0;
  for (let stop = 0; stop < 250 && outside < 3; stop += 1) {
    await page.keyboard.press("Tab");
    const place = await focused();
    if (place.name === "BODY") break;
    if (!place.shown) problems.push(`${path}: stop ${stop + 1} is not visible: ${place.name} ${place.text}`);
    const where = await page.evaluate(() => Boolean(document.activeElement.closest("main")));
    if (where) inside.add(place.text);
    if (inside.size && !where) outside += 1;
  }
  if (inside.size < wanted) problems.push(`${path}: only ${inside.size} stops in it`);
}
await browser.close();
report(problems);
