// Asks a running server with graphql-js, as a client of either media type.
//
//   node ask.mjs BASE_URL
//
// The schema told by introspection is the one at /schema.graphql, in both; a document that graphql-js
// finds right under it is answered, and one it finds wrong is refused. Exits 1 otherwise.
import assert from 'node:assert/strict';
import {
  buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema,
  validate,
} from 'graphql';

const [base] = process.argv.slice(2);
const OLD = 'application/json';
const NEW = 'application/graphql-response+json';

async function ask(accept, body) {
  const response = await fetch(new URL('/graphql', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });
  assert.equal(response.headers.get('content-type').split(';')[0], accept);
  return { status: response.status, ...(await response.json()) };
}

const sdl = await (await fetch(new URL('/schema.graphql', base))).text();
const published = printSchema(lexicographicSortSchema(buildSchema(sdl)));
const good = `query ($filter: SeminarFilter, $again: Boolean!) {
  seminars(first: 3, filter: $filter) { nodes { ...Shown } again: nodes @include(if: $again) { id } }
}
fragment Shown on Seminar { __typename title ... on Node { label sources { title } } }`;
const bad = '{ seminars(first: "tre") { nodes { tytle } } }';

for (const accept of [OLD, NEW]) {
  const introspection = await ask(accept, {
    query: getIntrospectionQuery({
      descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true,
      inputValueDeprecation: true, oneOf: true,
    }),
  });
  assert.equal(introspection.errors, undefined);
  const schema = buildClientSchema(introspection.data);
  assert.equal(printSchema(lexicographicSortSchema(schema)), published);

  assert.deepEqual(validate(schema, parse(good)), []);
  const variables = { filter: { not: { when: 'UPCOMING' } }, again: false };
  const answer = await ask(accept, { query: good, variables });
  assert.deepEqual([answer.status, answer.errors], [200, undefined]);
  assert.equal(answer.data.seminars.nodes.length, 3);
  assert.equal(answer.data.seminars.again, undefined);

  assert.equal(validate(schema, parse(bad)).length, 2);
  const refusal = await ask(accept, { query: bad });
  assert.equal(refusal.status, accept === NEW ? 400 : 200);
  assert.equal(refusal.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  assert.equal('data' in refusal, false);
}
