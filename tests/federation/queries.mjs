// What is asked of the joined graph, and what is answered; every gateway must say the same.
// Errors are told as [path, code].
import { OURS, hundred, seminar, venue } from './rooms.mjs';

const kulissen = { name: 'Kulissen', url: venue('kulissen') };
const breakfast = { id: seminar('frukost-i-kulissen-2032-09-09'), title: 'Vad gör en kölots?' };

/** When those of the hundred begin that exist; on one of the days no time is known. */
const starts = {
  'testlunch-2031': '2031-07-02T12:00:00+02:00',
  pratprov: '2031-03-04T09:00:00+01:00',
  'provfrukost-2031': '2031-07-01T08:00:00+02:00',
  'vintertid-2031': '2031-10-26T02:30:00+02:00',
  'kolappens-framtid-2032': '2032-02-10T18:00:00+01:00',
  'nattprov-2031': '2031-08-15T22:00:00+02:00',
  'provsandning-2031': '2031-07-03T13:00:00+02:00',
  'flyttad-forelasning-2031': '2031-07-04T10:00:00+02:00',
};

export const queries = [
  {
    about: 'ours alone',
    query: '{ venue(slug: "kulissen") { name url } }',
    data: { venue: kulissen },
  },
  {
    about: 'theirs alone',
    query: '{ room(number: "2") { seats } }',
    data: { room: { seats: 12 } },
  },
  {
    about: 'from our venue to their rooms, by its address',
    query: '{ venue(slug: "kulissen") { name rooms { number seats } } }',
    data: { venue: { name: 'Kulissen', rooms: [{ number: '1', seats: 40 }] } },
  },
  {
    about: 'from their room to our venue, by its address',
    query: '{ room(number: "1") { seats venue { name url city } } }',
    data: { room: { seats: 40, venue: { ...kulissen, city: 'Mallköping' } } },
  },
  {
    about: 'the key alone needs nobody else',
    query: '{ room(number: "3") { venue { url } } }',
    data: { room: { venue: { url: venue('rivet-hus') } } },
  },
  {
    about: 'from our seminar to its booking, by its id',
    query: '{ seminar(slug: "frukost-i-kulissen-2032-09-09") { title booking { number room { seats } } } }',
    data: { seminar: { title: breakfast.title, booking: { number: 'B1', room: { seats: 40 } } } },
  },
  {
    about: 'from their booking to our seminar, by its id',
    query: '{ booking(number: "B1") { seminar { id title startsAt } } }',
    data: { booking: { seminar: { ...breakfast, startsAt: '2032-09-09T08:00:00+02:00' } } },
  },
  {
    about: 'there and back again',
    query: '{ booking(number: "B1") { seminar { venue { name rooms { bookings { number seminar { id } } } } } } }',
    data: {
      booking: {
        seminar: {
          venue: {
            name: 'Kulissen',
            rooms: [{
              bookings: [
                { number: 'B1', seminar: { id: breakfast.id } },
                { number: 'B3', seminar: { id: seminar('aldrig-hallet') } },
              ],
            }],
          },
        },
      },
    },
  },
  {
    about: 'what they make of ours: @requires of two plain fields',
    query: '{ venue(slug: "kulissen") { sign } }',
    data: { venue: { sign: 'Kulissen, Mallköping' } },
  },
  {
    about: '@requires of a field that is null with us',
    query: '{ venue(slug: "rum-404") { sign } }',
    data: { venue: { sign: 'Rum 404 på nätet, på nätet' } },
  },
  {
    about: '@requires through our entity into another, from our side',
    query: '{ seminar(slug: "frukost-i-kulissen-2032-09-09") { doorSign } }',
    data: { seminar: { doorSign: 'Vad gör en kölots? (Kulissen)' } },
  },
  {
    about: '@requires through our entity, from their side: to us and back to them',
    query: '{ booking(number: "B2") { seminar { doorSign } } }',
    data: { booking: { seminar: { doorSign: 'Testlunch för två Testsson (Testsalen)' } } },
  },
  {
    about: 'a seminar that is not booked: null in its place',
    query: '{ seminar(slug: "provprat-2031") { slug booking { number } } }',
    data: { seminar: { slug: 'provprat-2031', booking: null } },
  },
  {
    about: 'a room of no venue, and a booking for something else',
    query: '{ room(number: "4") { seats venue { name } } booking(number: "B4") { seminar { title } } }',
    data: { room: { seats: 6, venue: null }, booking: { seminar: null } },
  },
  {
    about: 'what is not there at all',
    query: '{ room(number: "9") { seats } venue(slug: "rivet-hus") { name rooms { seats } } }',
    data: { room: null, venue: null },
  },
  {
    about: 'a venue that we do not have (any more): what may be null is',
    query: '{ room(number: "3") { seats venue { url city } } }',
    data: { room: { seats: 400, venue: { url: venue('rivet-hus'), city: null } } },
  },
  {
    about: 'one that is gone among others: its own place alone is empty',
    query: '{ bookings { nodes { number seminar { subtitle } } pageInfo { hasNextPage } } }',
    data: {
      bookings: {
        nodes: [
          { number: 'B1', seminar: { subtitle: 'Frukost i Kulissen' } },
          { number: 'B2', seminar: { subtitle: null } },
          { number: 'B3', seminar: { subtitle: null } },
          { number: 'B4', seminar: null },
        ],
        pageInfo: { hasNextPage: false },
      },
    },
  },
  {
    about: 'a hundred representations at once, in their order, those that are gone in theirs',
    query: '{ bookings(hundred: true) { nodes { number seminar { startsAt } } } }',
    data: {
      bookings: {
        nodes: hundred.map((slug, n) => ({ number: `H${n}`, seminar: { startsAt: starts[slug] ?? null } })),
      },
    },
  },
  {
    about: 'aliases of fields, entities and roots',
    query: `{
      one: room(number: "1") { place: venue { called: name also: name } }
      two: room(number: "2") { place: venue { called: name } other: venue { where: city } }
      ours: venue(slug: "testsalen") { theirs: rooms { n: number } }
    }`,
    data: {
      one: { place: { called: 'Kulissen', also: 'Kulissen' } },
      two: { place: { called: 'Testsalen' }, other: { where: 'Exempelköping' } },
      ours: { theirs: [{ n: '2' }] },
    },
  },
  {
    about: 'arguments of a field of ours under an entity of ours, reached through theirs',
    query: '{ room(number: "1") { venue { seminars(first: 1) { totalCount nodes { slug } pageInfo { hasNextPage } } } } }',
    data: {
      room: {
        venue: {
          seminars: {
            totalCount: 5, nodes: [{ slug: 'kolappens-framtid-2032' }], pageInfo: { hasNextPage: true },
          },
        },
      },
    },
  },
  {
    about: 'fragments, on the interface and on a type',
    query: `{ booking(number: "B1") { seminar { ...S ... on Node { kind label } } } }
      fragment S on Seminar { venue { ...V } } fragment V on Venue { url rooms { seats } }`,
    data: {
      booking: {
        seminar: {
          venue: { url: kulissen.url, rooms: [{ seats: 40 }] }, kind: 'SEMINAR', label: breakfast.title,
        },
      },
    },
  },
  {
    about: 'an error of ours under an entity: in its place, with its code, beside what is right',
    query: '{ room(number: "1") { seats venue { name seminars(first: 5000) { totalCount } } } }',
    data: { room: { seats: 40, venue: { name: 'Kulissen', seminars: null } } },
    errors: [['room.venue.seminars', 'BAD_USER_INPUT']],
  },
  {
    about: 'an error of theirs leaves ours alone',
    query: '{ venue(slug: "kulissen") { name } room(number: "4") { bookings { number } } }',
    data: { venue: { name: 'Kulissen' }, room: null },
    errors: [['room.bookings', 'DOWNSTREAM_SERVICE_ERROR']],
  },
];
