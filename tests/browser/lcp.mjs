// When the largest thing on a page is painted, on a phone over a slow line (1.6 Mbit/s, 150 ms),
// with nothing kept from before. Prints JSON: path → milliseconds, the median of several visits.
// Usage: node lcp.mjs ROOT PATH…

import { openBrowser } from "./browser.mjs";

const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const VISITS = 3;
const [root, ...paths] = process.argv.slice(2);
const browser = await openBrowser();

async function visit(path) {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await page.goto(root + path, { waitUntil: "load" });
  const painted = await page.evaluate(
    () =>
      new Promise((give) => {
        new PerformanceObserver((list) => give(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true });
        setTimeout(() => give(-1), 5000);
      }),
  );
  await context.close();
  return painted;
}

const found = {};
for (const path of paths) {
  const times = [];
  for (let number = 0; number < VISITS; number += 1) times.push(await visit(path));
  found[path] = Math.round(times.sort((a, b) => a - b)[Math.floor(VISITS / 2)]);
}
await browser.close();
console.log(JSON.stringify(found));
