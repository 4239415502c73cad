// Waits for a change of a running server's content, with the clients others write sites with.
//
//   node subscribe.mjs websocket|events BASE_URL
//
// Says "subscribed" on a line of its own, then the first change as JSON, and ends.
import { createClient as webSocketClient } from 'graphql-ws';
import { createClient as eventsClient } from 'graphql-sse';
import WebSocket from 'ws';

const [how, base] = process.argv.slice(2);
const url = new URL('/graphql', base);
const connected = () => console.log('subscribed');
const client = {
  websocket() {
    url.protocol = 'ws:';
    const options = { url: url.href, webSocketImpl: WebSocket, retryAttempts: 0 };
    return webSocketClient({ ...options, lazy: false, on: { connected } });
  },
  events: () => eventsClient({ url: url.href, retryAttempts: 0, on: { connected } }),
}[how]();

const query = 'subscription { contentChanged(filter: { kinds: [TERM] }) { kind slug deleted } }';
for await (const { data, errors } of client.iterate({ query })) {
  if (errors) throw new Error(JSON.stringify(errors));
  console.log(JSON.stringify(data.contentChanged));
  break;
}
client.dispose();
