// Composes our subgraph with the municipality's rooms, as @apollo/composition does it.
//
//   node compose.mjs OUR_SDL_FILE
//
// Prints, as JSON, the errors and the hints that it has.
import { readFileSync } from 'node:fs';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const [file] = process.argv.slice(2);
const read = (name, from) => ({ name, url: 'http://127.0.0.1:1/graphql', typeDefs: parse(readFileSync(from, 'utf8')) });
const { errors = [], hints = [] } = composeServices([
  read('finsam', file),
  read('rooms', new URL('rooms.graphql', import.meta.url)),
]);
console.log(JSON.stringify({
  errors: errors.map(({ message }) => message),
  hints: hints.map(({ definition, message }) => `${definition.code}: ${message}`),
}));
