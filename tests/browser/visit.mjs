// Opens a page of a running server in headless Chromium, as a person would, and uses it.
//
//   node visit.mjs start|graphiql|small BASE_URL [SCREENSHOT.png]
//
// Exits 1 with every reason if something is wrong: a request to another host, a script error, a
// failed request, a broken accessibility rule, or the page not doing what it is for.
import { chromium } from 'playwright-core';

import { WCAG, violations } from './accessible.mjs';

const [what, base, screenshot] = process.argv.slice(2);
const problems = [];
const check = (ok, expected) => ok || problems.push(expected);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'sv-SE' });
const requests = [];
page.on('request', (request) => requests.push(request.url()));
page.on('websocket', (socket) => requests.push(socket.url()));
page.on('pageerror', (error) => problems.push(`script error: ${error}`));
page.on('console', (message) => {
  if (message.type() === 'error') problems.push(`console: ${message.text()}`);
});
page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
page.on('response', (response) => {
  if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
});

await { start, graphiql, small }[what]();
const host = new URL(base).host;
const elsewhere = requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).host !== host);
check(elsewhere.length === 0, `requests to another host: ${elsewhere.join(' ')}`);
check(requests.length > 0, 'no request at all');
await browser.close();
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

// The start page: what is on, and a question with its answer and sources; then a document's page.
async function start() {
  await page.goto(base);
  check((await page.getAttribute('html', 'lang')) === 'sv', 'the page says it is Swedish');
  await accessible('the start page');
  await page.getByRole('textbox').fill('vad är nollplacerad?');
  await page.getByRole('button', { name: 'Fråga' }).click();
  const answer = page.getByRole('region', { name: 'Svar' });
  await answer.waitFor();
  check((await answer.textContent()).includes('Källa'), 'an answer shows its sources');
  await accessible('the start page with an answer');
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: true });
  await page.goto(base);
  await page.getByRole('link', { name: 'Vägen till ett värdigt liv' }).click();
  await page.getByRole('heading', { name: 'Källor' }).waitFor();
  await accessible("a document's page");
}

// GraphiQL: the examples are in the first tab, and each of them runs.
async function graphiql() {
  await page.goto(new URL('/graphiql', base).href);
  await page.waitForFunction(() =>
    document.querySelector('.graphiql-query-editor')?.textContent.includes('VadHander'));
  const run = page.locator('.graphiql-execute-button');
  const menu = page.locator('[role=menuitem]');
  await run.click();
  await menu.first().waitFor();
  const names = await menu.allTextContents();
  check(names.length >= 5, `few examples: ${names}`);
  for (const name of names) {
    if ((await menu.count()) === 0) await run.click();
    const answered = page.waitForResponse((response) =>
      response.url().endsWith('/graphql')
        && response.request().postDataJSON()?.operationName === name);
    await page.locator('[role=menuitem]', { hasText: new RegExp(`^${name}$`) }).click();
    const answer = await (await answered).json();
    check(answer.data && !answer.errors, `${name}: ${JSON.stringify(answer.errors)}`);
  }
  await page.waitForFunction(() =>
    document.querySelector('.result-window')?.textContent.includes('data'));
  check((await page.locator('.squiggly-error').count()) === 0, 'the editor finds a mistake');
  if (screenshot) await page.screenshot({ path: screenshot });
  await accessible('GraphiQL');
  for (const plugin of ['Documentation Explorer', 'History', 'GraphiQL Explorer']) {
    const button = page.locator(`.graphiql-sidebar button[aria-label*="${plugin}"]`);
    check((await button.count()) === 1, `no plugin ${plugin}`);
    await button.click();
    await page.waitForSelector('.graphiql-plugin');
    await button.click();
  }
}

// The small explorer that a build without node has: the same examples run, the schema is text.
async function small() {
  await page.goto(new URL('/graphiql', base).href);
  check((await page.inputValue('#query')).includes('query VadHander'), 'the examples are there');
  await accessible('the small explorer');
  for (const name of await page.locator('#operation option').allTextContents()) {
    await page.selectOption('#operation', name);
    await page.getByRole('button', { name: 'Kör' }).click();
    await page.waitForFunction(() => document.querySelector('#response').textContent !== '');
    const answer = JSON.parse(await page.textContent('#response'));
    check(answer.data && !answer.errors, `${name}: ${JSON.stringify(answer.errors)}`);
    if (screenshot) await page.screenshot({ path: screenshot });
    await page.evaluate(() => { document.querySelector('#response').textContent = ''; });
  }
  await page.locator('summary').click();
  await page.waitForFunction(() =>
    document.querySelector('#schema-text').textContent.includes('type Query'));
}

// Breaks none of the rules of WCAG 2.2 AA that a machine can check.
// GraphiQL is others' work: its page has no heading of the first level.
async function accessible(where) {
  for (const violation of await violations(page, WCAG)) problems.push(`${where}: ${violation}`);
}
