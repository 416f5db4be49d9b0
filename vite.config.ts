// The page: static files that work under any base path, with nothing fetched from elsewhere.

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { composeSchema } from './scripts/compose-schema/plugin.ts';
import { pageChunks } from './scripts/vite-plugins/page-chunks.ts';
import { noStyleElements, sharedThreads } from './scripts/vite-plugins/page-plugins.ts';
import { thirdPartyNotices } from './scripts/vite-plugins/third-party-notices.ts';

// The page registers the worker itself (src/page/app/start-page.ts), so that tests and `bulkhead open` stay without one.
const offline = VitePWA({
  strategies: 'generateSW',
  registerType: 'prompt',
  injectRegister: false,
  includeAssets: [],
  manifest: {
    id: './',
    name: 'Bulkhead',
    short_name: 'Bulkhead',
    description: 'See who can talk to whom in a Docker Compose file, and change it.',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#1f5bd8',
    icons: [
      { src: 'bulkhead.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'bulkhead-maskable.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,svg,woff2,webmanifest}'],
    maximumFileSizeToCacheInBytes: 6 * 1024 * 1024,
    // What the page is called with decides what it shows, never which file it is.
    ignoreURLParametersMatching: [/.*/],
    cleanupOutdatedCaches: true,
    sourcemap: false,
  },
});

// The font is drawn in by a style sheet, the schema of Compose comes with dclint, the offline worker is made by Workbox: none of them
// is a module of the page.
const notices = thirdPartyNotices([
  '@fontsource-variable/inter',
  'dclint',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
]);

export default defineConfig({
  base: './',
  plugins: [react(), composeSchema(), sharedThreads(), noStyleElements(), notices, offline],
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: pageChunks } } },
  },
});
