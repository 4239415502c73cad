// Holds a running server against GraphQL over HTTP, with the suite its working group publishes.
//
//   node audit.mjs BASE_URL
//
// Prints a line an audit. Exits 1 on any warning or error; a notice is an option we did not take.
import { serverAudits } from 'graphql-http';

const EXPECTED = 61;
const [base] = process.argv.slice(2);
const audits = serverAudits({ url: new URL('/graphql', base).href });
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
for (const audit of audits) {
  const { status, reason } = await audit.fn();
  counts[status] += 1;
  console.log(`${status.padEnd(6)} ${audit.id} ${audit.name}${reason ? `: ${reason}` : ''}`);
}
console.log(Object.entries(counts).map(([status, count]) => `${count} ${status}`).join(', '));
if (audits.length !== EXPECTED) console.log(`expected ${EXPECTED} audits, found ${audits.length}`);
process.exit(counts.warn + counts.error > 0 || audits.length !== EXPECTED ? 1 : 0);
