// Joins a running server's graph with the municipality's rooms in a real gateway, and asks it.
//
//   node join.mjs apollo|hive SERVER_ADDRESS
//
// What is asked, and what must be answered, is in queries.mjs. Exits 1 if something else is.
import assert from 'node:assert/strict';
import { composeServices } from '@apollo/composition';
import { graphql, parse } from 'graphql';
import { queries } from './queries.mjs';
import { serve, typeDefs } from './rooms.mjs';

const [which, base] = process.argv.slice(2);
const ours = new URL('/graphql', base).href;

async function compose(rooms) {
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const answer = await fetch(ours, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const { sdl } = (await answer.json()).data._service;
  const { errors, supergraphSdl } = composeServices([
    { name: 'finsam', url: ours, typeDefs: parse(sdl) },
    { name: 'rooms', url: rooms, typeDefs },
  ]);
  assert.equal(errors, undefined);
  return supergraphSdl;
}

const gateways = {
  async apollo(supergraphSdl) {
    const { ApolloGateway } = await import('@apollo/gateway');
    const silent = { debug() {}, info() {}, warn() {}, error: console.error };
    const gateway = new ApolloGateway({ supergraphSdl, logger: silent });
    const { schema, executor } = await gateway.load();
    const ask = async (query) => {
      const document = parse(query);
      const answer = await executor({
        document, request: { query }, queryHash: query, context: {}, metrics: {},
        operation: document.definitions.find(({ kind }) => kind === 'OperationDefinition'),
        operationName: undefined, schema, logger: silent,
        cache: { get: async () => undefined, set: async () => {} },
      });
      return JSON.parse(JSON.stringify(answer));
    };
    return { ask, stop: () => gateway.stop() };
  },
  async hive(supergraph) {
    const { createGatewayRuntime } = await import('@graphql-hive/gateway');
    const gateway = createGatewayRuntime({ supergraph, logging: false, maskedErrors: false });
    const ask = async (query) => {
      const answer = await gateway.fetch('http://127.0.0.1/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      return answer.json();
    };
    return { ask, stop: () => gateway[Symbol.asyncDispose]() };
  },
};

const rooms = await serve();
const gateway = await gateways[which](await compose(rooms.url));
let wrong = 0;
for (const { about, query, data, errors = [] } of queries) {
  const answer = await gateway.ask(query);
  const told = (answer.errors ?? []).map(({ path, extensions }) => [path?.join('.'), extensions?.code]);
  try {
    assert.deepEqual({ data: answer.data, errors: told }, { data, errors });
  } catch (error) {
    wrong += 1;
    console.log(`${about}\n${query}\n${error.message}\n${JSON.stringify(answer).slice(0, 2000)}\n`);
  }
}
await gateway.stop();
rooms.close();
console.log(`${which}: ${queries.length} queries, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
