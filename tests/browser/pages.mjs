// Looks at pages in both languages and themes, on a desk and on a phone: axe-core, faults that
// the browser reports, requests to other hosts, cookies, and content wider than the screen.
// Usage: node pages.mjs ROOT PATH…

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openBrowser, report } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { colorScheme: "light", viewport: { width: 390, height: 800 } },
];
const [root, ...paths] = process.argv.slice(2);
const browser = await openBrowser();
const problems = [];

for (const view of VIEWS) {
  const context = await browser.newContext({ ...view, bypassCSP: true });
  const page = await context.newPage();
  const tell = (what) => problems.push(`${page.url()} (${view.colorScheme}, ${view.viewport.width}): ${what}`);
  page.on("console", (message) => message.type() === "error" && tell(message.text()));
  page.on("pageerror", (error) => tell(error.message));
  page.on("request", (request) => request.url().startsWith(root) || tell(`asks ${request.url()}`));
  for (const path of paths) {
    const [name, query] = path.split("?");
    for (const language of ["de", "en"]) {
      await page.goto(`${root}${name}.${language}.html${query ? `?${query}` : ""}`);
      await page.evaluate(axe);
      const found = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
      for (const { id, nodes } of found.violations) tell(`${id}: ${nodes[0].html.slice(0, 200)}`);
      const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (excess > 0) tell(`${excess} pixels too wide`);
    }
  }
  if ((await context.cookies()).length) tell("sets cookies");
  await context.close();
}
await browser.close();
report(problems);
