// The municipality's rooms: a subgraph that others could have written, in memory.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

export const typeDefs = parse(readFileSync(new URL('rooms.graphql', import.meta.url), 'utf8'));

/** Where our pages are, for the test. */
export const OURS = 'https://exempel.test';
export const seminar = (slug) => Buffer.from(`exempel:seminar:${slug}`).toString('base64url');
export const venue = (slug) => `${OURS}/venues/${slug}`;

const rooms = [
  { number: '1', seats: 40, venue: venue('kulissen') },
  { number: '2', seats: 12, venue: venue('testsalen') },
  { number: '3', seats: 400, venue: venue('rivet-hus') },
  { number: '4', seats: 6, venue: null },
];

/** A hundred seminars that are booked, by the names in their ids, every tenth of which exists. */
export const hundred = Array.from({ length: 100 }, (_, n) => (n % 10 ? `inget-${n}` : [
  'testlunch-2031', 'heldag-2031', 'pratprov', 'provfrukost-2031', 'vintertid-2031',
  'kolappens-framtid-2032', 'nattprov-2031', 'provsandning-2031', 'flyttad-forelasning-2031', 'planeringsdag-2032',
][n / 10]));

const bookings = [
  { number: 'B1', room: '1', seminar: seminar('frukost-i-kulissen-2032-09-09') },
  { number: 'B2', room: '2', seminar: seminar('testlunch-2031') },
  { number: 'B3', room: '1', seminar: seminar('aldrig-hallet') },
  { number: 'B4', room: '4', seminar: null },
];
const many = hundred.map((slug, n) => ({ number: `H${n}`, room: '1', seminar: seminar(slug) }));

const room = (number) => rooms.find((room) => room.number === number) ?? null;
const booked = (row) => row && {
  number: row.number,
  room: () => ofRoom(room(row.room)),
  seminar: () => row.seminar && { __typename: 'Seminar', id: row.seminar },
};
const ofRoom = (row) => row && {
  ...row,
  venue: () => row.venue && { __typename: 'Venue', url: row.venue },
  bookings: () => {
    if (row.number === '4') throw new Error('bokningarna är hemliga');
    return bookings.filter(({ room }) => room === row.number).map(booked);
  },
};
const at = (nodes) => ({
  nodes,
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
});

const resolvers = {
  Query: {
    room: (_, { number }) => ofRoom(room(number)),
    booking: (_, { number }) => booked(bookings.find((row) => row.number === number)) ?? null,
    bookings: (_, { hundred }) => at((hundred ? many : bookings).map(booked)),
  },
  Room: { __resolveReference: ({ number }) => ofRoom(room(number)) },
  Booking: { __resolveReference: ({ number }) => booked(bookings.find((row) => row.number === number)) },
  Venue: {
    __resolveReference: (venue) => venue,
    rooms: ({ url }) => rooms.filter(({ venue }) => venue === url).map(ofRoom),
    sign: ({ name, city }) => `${name}, ${city ?? 'på nätet'}`,
  },
  Seminar: {
    __resolveReference: (seminar) => seminar,
    booking: ({ id }) => booked(bookings.find(({ seminar }) => seminar === id)) ?? null,
    doorSign: ({ title, venue }) => `${title} (${venue?.name ?? 'ingen lokal'})`,
  },
};

/** Serves them: the address, and how to stop. */
export async function serve() {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { query, variables, operationName } = JSON.parse(body);
    const answer = await graphql({ schema, source: query, variableValues: variables, operationName });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}/graphql`, close: () => server.close() };
}
