// One browser for all checks: the one the system has.

import { chromium } from "playwright-core";

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}

export function report(problems) {
  for (const problem of problems) console.log(problem);
  process.exit(problems.length ? 1 : 0);
}
