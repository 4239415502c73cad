// The small explorer: edit a query, run it, read the answer and the schema. Nothing to install.
import { INTROSPECTION, schemaAsText } from './schema.js';

// `/graphql` beside `/graphiql`, on whatever host and under whatever prefix the page was fetched.
const endpoint = new URL('graphql', window.location.href);

const element = (id) => document.getElementById(id);
const query = element('query');
const operation = element('operation');

/** The named operations of the query text, each with where it starts. */
function operationsIn(text) {
  const named = /^\s*(?:query|mutation|subscription)\s+([_A-Za-z]\w*)/gm;
  return [...text.matchAll(named)].map((match) => ({ name: match[1], start: match.index }));
}

/** Offers the operations there are, and keeps the one that was chosen. */
function offerOperations() {
  const names = operationsIn(query.value).map(({ name }) => name);
  const chosen = operation.value;
  operation.replaceChildren(...names.map((name) => new Option(name)));
  if (names.includes(chosen)) operation.value = chosen;
  operation.disabled = names.length === 0;
}

/** Chooses the operation the cursor stands in. */
function chooseAtCursor() {
  const before = operationsIn(query.value).filter(({ start }) => start <= query.selectionStart);
  if (before.length > 0) operation.value = before.at(-1).name;
}

async function post(body) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function run() {
  const status = element('status');
  element('response').textContent = '';
  let variables;
  try {
    variables = JSON.parse(element('variables').value.trim() || '{}');
  } catch (error) {
    status.textContent = `Variablerna är inte giltig JSON: ${error.message}`;
    return;
  }
  status.textContent = 'Frågar …';
  try {
    const operationName = operation.value || null;
    const answer = await post({ query: query.value, variables, operationName });
    element('response').textContent = JSON.stringify(answer, null, 2);
    status.textContent = answer.errors ? 'Svaret innehåller fel.' : 'Svaret har kommit.';
  } catch (error) {
    status.textContent = `Det kom inget läsbart svar: ${error.message}`;
  }
}

async function showSchema() {
  const text = element('schema-text');
  text.textContent = 'Hämtar schemat …';
  try {
    const { data, errors } = await post({ query: INTROSPECTION });
    text.textContent = data?.__schema
      ? schemaAsText(data.__schema)
      : `Schemat lämnas inte ut.\n${JSON.stringify(errors ?? [], null, 2)}`;
  } catch (error) {
    text.textContent = `Schemat gick inte att hämta: ${error.message}`;
  }
}

query.addEventListener('input', offerOperations);
query.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    chooseAtCursor();
    run();
  }
});
element('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  run();
});
element('schema').addEventListener('toggle', showSchema, { once: true });
offerOperations();
