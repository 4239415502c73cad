// Our programme and question box on somebody else's page, in headless Chromium: a bare page, one that
// forbids all it can, one without script, one whose API is gone or sends what it should not.
//
//   node embed.mjs BASE_URL [SCREENSHOT_FOLDER]
//
// Exits 1 with every reason if something is wrong.
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

import { violations } from './accessible.mjs';

const [base, screenshots] = process.argv.slice(2);
const problems = [];
const check = (ok, expected) => ok || problems.push(expected);

// The other site.
const elements = `<finsam-program visa="kommande" antal="3"><a href="${base}/">Programmet</a></finsam-program>
<finsam-fraga rubrik="Fråga Finsam"><a href="${base}/">Ställ en fråga</a></finsam-fraga>`;
const html = `<!doctype html>
<html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>En annan webbplats</title></head>
<body><main><h1>En annan webbplats</h1>
${elements}
</main><script type="module" src="${base}/embed/finsam.js"></script></body></html>`;
const strict = `default-src 'none'; script-src ${base}/embed/; connect-src ${base}/q/; base-uri 'none'; `
  + "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const other = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (request.url === '/strict') response.setHeader('content-security-policy', strict);
  response.end(request.url === '/favicon.ico' ? '' : html);
});
await new Promise((ready) => other.listen(0, '127.0.0.1', ready));
const home = `http://127.0.0.1:${other.address().port}`;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});

// As many as are on, up to the three that are wanted.
const query = '{ seminars(first: 3, filter: { when: UPCOMING }) { nodes { title } } }';
const listed = await (await fetch(`${base}/graphql?${new URLSearchParams({ query })}`)).json();
const expected = listed.data.seminars.nodes.map(({ title }) => title);
check(expected.length > 0, 'something is on');

try {
  for (const where of ['bare', 'strict']) {
    for (const width of [320, 1280]) {
      for (const colorScheme of ['light', 'dark']) await works(where, width, colorScheme);
    }
  }
  await withoutScript();
  await withoutApi();
  await withEvilContent();
  await builder();
  await weight();
} catch (error) {
  problems.push(`never came that far: ${error.stack}`);
}
await browser.close();
other.close();
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

// A page of a browser of its own; with it, what it asked for.
async function open(options = {}) {
  const { width = 1280, ...rest } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'sv-SE', ...rest });
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => problems.push(`script error: ${error}`));
  return { page, requests, context };
}

async function works(where, width, colorScheme) {
  const name = `${where} ${width} ${colorScheme}`;
  const { page, requests, context } = await open({ width, colorScheme });
  page.on('console', (message) => message.type() === 'error' && problems.push(`${name}: ${message.text()}`));
  await page.goto(`${home}/${where}`);
  const items = page.locator('finsam-program li');
  await items.first().waitFor();
  const titles = await items.locator('.title').allTextContents();
  check(titles.join() === expected.join(), `${name}: shows ${titles}, not ${expected}`);
  check(await items.first().locator('a').getAttribute('href'), `${name}: each leads to its page`);
  await page.getByRole('textbox').fill('vad är nollplacerad?');
  await page.getByRole('textbox').press('Enter');
  const answer = page.locator('finsam-fraga [role=status]');
  await answer.locator('.sources').waitFor();
  // Asked further, in the same conversation.
  const further = page.locator('finsam-fraga ul.further button').first();
  const question = await further.textContent();
  await further.click();
  await page.waitForFunction(
    () => !document.querySelector('finsam-fraga').shadowRoot.querySelector('[aria-busy]'));
  check((await page.getByRole('textbox').inputValue()) === question, `${name}: the question is shown`);
  await accessible(page, name);
  const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  check(!scrolls, `${name}: scrolls sideways`);
  const elsewhere = requests.filter((url) => ![home, base].includes(new URL(url).origin));
  check(elsewhere.length === 0, `${name}: asks others: ${elsewhere.join(' ')}`);
  const kept = await page.evaluate(() => document.cookie.length + localStorage.length + sessionStorage.length);
  check(kept === 0, `${name}: keeps something`);
  if (screenshots) await page.screenshot({ path: `${screenshots}/embed-${name.replaceAll(' ', '-')}.png`, fullPage: true });
  await context.close();
}

async function withoutScript() {
  const { page, context } = await open({ javaScriptEnabled: false });
  await page.goto(`${home}/bare`);
  check(await page.getByRole('link', { name: 'Programmet' }).isVisible(), 'without script a link is left');
  check(await page.getByRole('link', { name: 'Ställ en fråga' }).isVisible(), 'and another one');
  if (screenshots) await page.screenshot({ path: `${screenshots}/embed-without-script.png` });
  await context.close();
}

async function withoutApi() {
  const { page, context } = await open();
  await page.route('**/q/*', (route) => route.abort());
  await page.addInitScript(() => {
    addEventListener('finsam-error', () => { window.told = true; });
  });
  await page.goto(`${home}/bare`);
  await page.waitForFunction(() => window.told);
  check(await page.getByRole('link', { name: 'Programmet' }).isVisible(), 'without the API a link is left');
  await page.getByRole('textbox').fill('vad händer?');
  await page.getByRole('button', { name: 'Fråga' }).click();
  await page.getByText('Det går inte att få svar just nu').waitFor();
  await accessible(page, 'without the API');
  await context.close();
}

// Whatever is fetched is text: it can neither make elements nor run.
async function withEvilContent() {
  const { page, context } = await open();
  const evil = '<img src=x onerror="window.evil = true">';
  const seminar = {
    title: evil, url: 'javascript:window.evil=true', date: '2031-01-01', status: 'CANCELLED',
    statusNote: evil, attendance: 'MIXED', venue: { name: evil, city: null }, site: { name: evil },
  };
  const text = `**${evil}** [här](javascript:window.evil=true) <javascript:window.evil=true>\n\n• ${evil}`;
  const citations = [{ title: evil, url: 'data:text/html,x', publisher: evil, date: null }];
  const ask = { text, context: '', suggestions: [evil], citations };
  await page.route('**/q/*', (route) => route.fulfill({
    headers: { 'access-control-allow-origin': '*' },
    json: { data: { seminars: { nodes: [seminar] }, ask } },
  }));
  await page.goto(`${home}/bare`);
  await page.locator('finsam-program li').waitFor();
  await page.getByRole('textbox').fill('vad?');
  await page.getByRole('textbox').press('Enter');
  await page.locator('finsam-fraga .sources').waitFor();
  const made = await page.evaluate(() => {
    const roots = [...document.querySelectorAll('finsam-program, finsam-fraga')].map((one) => one.shadowRoot);
    const links = roots.flatMap((root) => [...root.querySelectorAll('a')].map((a) => a.protocol));
    return { links, images: roots.flatMap((root) => [...root.querySelectorAll('img')]).length, evil: window.evil };
  });
  check(made.links.length === 0 && made.images === 0 && !made.evil, `made of text: ${JSON.stringify(made)}`);
  await context.close();
}

// The page where the snippet is put together.
async function builder() {
  for (const width of [320, 1280]) {
    const { page, context } = await open({ width });
    page.on('console', (message) => message.type() === 'error' && problems.push(`builder: ${message.text()}`));
    await page.goto(`${base}/embed`);
    await page.getByLabel('Vilken tid').selectOption('vecka');
    await page.getByLabel('Högst så många').fill('2');
    await page.getByRole('button', { name: 'Visa koden' }).click();
    const code = await page.getByLabel('Koden').inputValue();
    check(code.includes('/embed/finsam.js"></script>'), `the script is in ${code}`);
    check(code.includes('<finsam-program visa="vecka" antal="2">'), `what was chosen is in ${code}`);
    await page.locator('finsam-program ul, finsam-program p').first().waitFor();
    await accessible(page, `the builder at ${width}`);
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    check(!scrolls, `the builder scrolls sideways at ${width}`);
    if (screenshots) await page.screenshot({ path: `${screenshots}/embed-builder-${width}.png`, fullPage: true });
    await context.close();
  }
}

async function weight() {
  const response = await fetch(`${base}/embed/finsam.js`, { headers: { 'accept-encoding': 'gzip' } });
  await response.text();
  const bytes = Number(response.headers.get('content-length'));
  check(bytes > 0 && bytes < 15_000, `weighs ${bytes} bytes`);
}

async function accessible(page, where) {
  for (const violation of await violations(page)) problems.push(`${where}: ${violation}`);
}
