// The explorer page: GraphiQL for the API that serves this page, with worked examples in its first tab.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

import { keepDescribed } from './accessibility.js';
import examples from './examples.graphql?raw';

// `/graphql` beside `/graphiql`, on whatever host and under whatever prefix the page was fetched.
const endpoint = new URL('graphql', window.location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  // Opens its socket at the first subscription and closes it after the last.
  wsClient: createClient({ url: socket.href, lazy: true }),
  // The API has no @defer or @stream; without them the fetcher asks for the modern media type.
  enableIncrementalDelivery: false,
});

const root = document.getElementById('graphiql');
keepDescribed(root);
createRoot(root).render(
  createElement(
    GraphiQL,
    {
      fetcher,
      plugins: [HISTORY_PLUGIN, explorerPlugin()],
      // What a new visitor meets; whoever has been here before finds their own tabs again.
      defaultQuery: examples,
    },
    createElement(GraphiQL.Logo, null, 'Finsam'),
  ),
);
