// Every page of a running server: valid, accessible, fit for a telephone, whole without script, and with no
// link that leads nowhere.
//
//   node pages.mjs BASE_URL [SCREENSHOT_FOLDER]
//
// Exits 1 with every reason if something is wrong.
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

import { violations } from './accessible.mjs';

const [base, screenshots] = process.argv.slice(2);
const problems = [];
const check = (ok, expected) => ok || problems.push(expected);

const sitemap = await (await fetch(`${base}/sitemap.xml`)).text();
const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
check(listed.length > 100, `few pages: ${listed.length}`);
const views = [
  '/program?vy=vecka&datum=2018-07-05', '/program?vy=manad&datum=2018-07-05',
  '/program?vy=manad&datum=2024-12-31', '/program?vy=vecka&datum=2020-12-31',
  '/sok', '/sok?q=nollplacerad', '/sok?q=vad+%C3%A4r+nollplacerad%3F', '/sok?q=qqqqqq',
  '/?fraga=vad+h%C3%A4nder+i+veckan%3F', '/embed', '/embed?vad=fraga',
];
await valid([...new Set([...listed, ...views])]);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
try {
  // Of each kind the longest page; of the rest all.
  const folders = new Map();
  for (const path of listed) {
    const [, folder, slug] = path.split('/');
    const { length } = slug ? await (await fetch(base + path)).text() : '';
    if (slug && length > (folders.get(folder)?.length ?? 0)) folders.set(folder, { path, length });
  }
  check(folders.size === 10, `pages of ${[...folders.keys()]}`);
  const longest = [...folders.values()].map(({ path }) => path);
  const lists = listed.filter((path) => path.split('/').length === 2);
  const all = [...longest, ...lists, ...views, '/finns-inte'];
  for (const path of all) await looks(path);
  await withoutScript();
} catch (error) {
  problems.push(`never came that far: ${error.stack}`);
}
await browser.close();
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

// What is written is HTML, and every way leads somewhere.
async function valid(paths) {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // How it is written, not what it is.
      'no-trailing-whitespace': 'off',
      'void-style': 'off',
      'long-title': 'off',
      'attr-quotes': 'off',
      // It runs where it stands on other sites' pages; here its address never changes.
      'require-sri': 'off',
    },
  });
  const targets = new Map();
  for (const path of paths) {
    const response = await fetch(base + path);
    check(response.status === 200, `${path}: ${response.status}`);
    const html = await response.text();
    const report = await validator.validateString(html);
    for (const { messages } of report.results) {
      for (const { line, ruleId, message } of messages) problems.push(`${path}:${line} ${ruleId}: ${message}`);
    }
    const again = await fetch(base + path, { headers: { 'if-none-match': response.headers.get('etag') } });
    check(again.status === 304, `${path}: ${again.status} to whom has it`);
    for (const [, href] of html.matchAll(/(?:href|src|action)="(\/[^"]*)"/g)) {
      if (!targets.has(href)) targets.set(href, path);
    }
  }
  for (const [href, from] of targets) {
    const { status } = await fetch(base + href.replaceAll('&amp;', '&'));
    check(status === 200, `${href} on ${from}: ${status}`);
  }
}

// Needs little, and is fit for telephones and large screens, by day and by night.
async function looks(path) {
  const context = await browser.newContext({ locale: 'sv-SE' });
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request));
  page.on('pageerror', (error) => problems.push(`${path}: ${error}`));
  page.on('console', (message) => {
    const isExpected = path === '/finns-inte' && message.text().includes('404');
    if (message.type() === 'error' && !isExpected) problems.push(`${path}: ${message.text()}`);
  });
  await page.goto(base + path);
  const elsewhere = requests.map((request) => request.url()).filter((url) => new URL(url).origin !== base);
  check(elsewhere.length === 0, `${path}: asks others: ${elsewhere}`);
  const needed = requests.map((request) => request.resourceType()).filter((type) => ['document', 'stylesheet'].includes(type));
  check(needed.sort().join() === 'document,stylesheet', `${path}: needs ${needed}`);
  for (const [width, colorScheme] of [[320, 'light'], [320, 'dark'], [1280, 'light'], [1280, 'dark']]) {
    const name = `${path} ${width} ${colorScheme}`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(wide <= 0, `${name}: ${wide} px too wide`);
    await accessible(page, name);
    if (screenshots) {
      const file = name.replace(/[^a-zåäö0-9]+/gi, '-');
      await page.screenshot({ path: `${screenshots}/page${file}.png`, fullPage: true });
    }
  }
  await context.close();
}

// A person finds the day's seminar, who speaks, and what a word means, without any script.
async function withoutScript() {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' });
  const page = await context.newPage();
  await page.goto(base);
  await page.getByRole('link', { name: 'Hela programmet' }).click();
  await page.getByRole('link', { name: 'Månad' }).click();
  await page.getByRole('link', { name: 'Vägen till ett värdigt liv' }).click();
  check(await page.getByText('torsdag 5 juli 2018 klockan 8.00–8.50').isVisible(), 'when it is');
  await page.getByRole('link', { name: 'Leif Klingensjö' }).click();
  check(await page.getByRole('heading', { name: 'På programmet' }).isVisible(), 'where he speaks');
  await page.getByRole('link', { name: 'Sök' }).click();
  await page.getByRole('searchbox').fill('vad är nollplacerad?');
  await page.getByRole('button', { name: 'Sök' }).click();
  check((await page.getByRole('region', { name: 'Svar' }).textContent()).includes('Källa'), 'the answer and its source');
  check((await page.locator('mark').count()) > 0, 'what was found is marked');
  await context.close();
}

async function accessible(page, where) {
  for (const violation of await violations(page)) problems.push(`${where}: ${violation}`);
}
