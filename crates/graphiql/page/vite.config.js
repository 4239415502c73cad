import { defineConfig } from 'vite';

export default defineConfig({
  // Relative addresses: the page lives at `/graphiql`, its assets below `/graphiql/`, and a proxy
  // may put a prefix before both.
  base: './',
  build: {
    assetsDir: 'graphiql',
    license: { fileName: 'licenses.md' },
    chunkSizeWarningLimit: 8000,
  },
});
