import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { z } from 'zod/mini';
import { describeAppFiles } from './build/app-files.ts';
import { earlyScript } from './build/early-script.ts';

/** `vite --mode workbench` shows the screens over an in-memory hub with made-up runbooks. */
function workbenchHub(): Plugin {
  const replacement = fileURLToPath(new URL('./dev/connect-hub.ts', import.meta.url));
  return {
    name: 'workbench-hub',
    enforce: 'pre',
    resolveId: (id) => (id.endsWith('/hub/connect-hub.ts') ? replacement : undefined),
  };
}

/** As in `package.json`. */
function readVersion(): string {
  const text = readFileSync(new URL('./package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

const entities = 'decode-named-character-reference';

/** The Markdown parser decodes `&amp;` with the page's own parser, which a worker has not; it brings another along. */
function withoutDocument(): Plugin {
  return {
    name: 'without-document',
    enforce: 'pre',
    resolveId: (id) => (id === entities ? fileURLToPath(import.meta.resolve(id)) : undefined),
  };
}

const outputDir = fileURLToPath(new URL('./dist', import.meta.url));

const page = fileURLToPath(new URL('./index.html', import.meta.url));
/** Comes before all else, and needs nothing of it. */
const early = fileURLToPath(new URL('./src/early-hub.ts', import.meta.url));
const earlyModule =
  /\/(?:client\/src\/early-hub|client\/src\/hub\/(?:hub-names|remembered-workspace|start-shared-hub)|shared\/src\/protocol\/workspace-name-pattern)\.ts$/;

/** All of ours but the entry itself: its name is what tells builds apart. */
const startModule = /\/(?:client|shared)\/src\/(?!main\.tsx$)/;

const relay = 'http://127.0.0.1:4100';

export default defineConfig(({ mode }) => ({
  plugins: [
    ...(mode === 'workbench' ? [workbenchHub()] : [earlyScript(early)]),
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        manifestTransforms: [(files) => describeAppFiles(files, outputDir)],
      },
      manifest: {
        id: '/',
        name: 'Holdfast',
        short_name: 'Holdfast',
        description: 'Runbooks that stay readable and writable when everything else is down',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#1b1d21',
        theme_color: '#1b1d21',
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: '/icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
    }),
  ],
  define: { HOLDFAST_VERSION: JSON.stringify(readVersion()) },
  build: {
    target: 'es2022',
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: mode === 'workbench' ? [page] : [page, early],
      output: {
        codeSplitting: {
          // Else what is there before anything is on screen comes in a hundred small files.
          groups: [
            { name: 'early', test: earlyModule, priority: 1 },
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'start', tags: ['$initial'], test: startModule },
          ],
        },
      },
    },
  },
  worker: { format: 'es' as const, plugins: () => [withoutDocument()] },
  server: {
    proxy: {
      '^/sync/.+': { target: relay, ws: true },
      '^/link/.+': { target: relay, ws: true },
      '/bootstrap.json': relay,
    },
  },
}));
