// The rules of WCAG 2.2 AA that a machine can check, and what axe takes for good practice.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// What a page breaks, a sentence each.
export async function violations(page, rules = [...WCAG, 'best-practice']) {
  const session = await page.context().newCDPSession(page);
  // A page's policy forbids scripts, and rightly; the tool is not the page's.
  await session.send('Runtime.evaluate', { expression: axe });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run({ runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  const found = JSON.parse(result.value ?? '[{"id": "axe", "help": "it did not run", "nodes": []}]');
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' ').slice(0, 300)}`);
}
