// pa11y over the addresses that stand on the standard input, one a line; what it says, as JSON lines.
// `node pa11y.cjs PATH-OF-CHROMIUM`

const { readFileSync } = require("node:fs");
const pa11y = require("pa11y");
const puppeteer = require("puppeteer");

const addresses = readFileSync(0, "utf8").split("\n").filter(Boolean);
const args = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];

(async () => {
  const browser = await puppeteer.launch({ executablePath: process.argv[2], args });
  for (const address of addresses) {
    const { issues } = await pa11y(address, { browser, standard: "WCAG2AA", timeout: 60000 });
    for (const { code, context, message } of issues) console.log(JSON.stringify({ address, code, context, message }));
  }
  await browser.close();
})();
