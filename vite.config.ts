import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// One build, three bundles: the window (client), the main process with its directory worker, and the preload script.
// Everything but Electron and the two native modules is bundled, so nothing else has to ship.
const external = ['electron', 'better-sqlite3', 'keytar', /^node:/];

// What is bundled, with each licence's text: Fieldbook shows it under About, and the software bill of materials lists it.
const licenses = { fileName: 'licenses.json' };

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [svelte({ configFile: '../svelte.config.js' })],
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome150',
        modulePreload: false,
        assetsInlineLimit: 0,
        license: licenses,
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron', 'better-sqlite3', 'keytar'] },
      build: {
        outDir: '../dist/main',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        copyPublicDir: false,
        license: licenses,
        rolldownOptions: {
          input: {
            index: 'main/index.ts',
            'reader-thread': 'main/directory/reader-thread.ts',
            'writer-thread': 'main/directory/writer-thread.ts',
          },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
          external,
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: '../dist/preload',
        emptyOutDir: true,
        target: 'chrome150',
        minify: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: { index: 'preload/index.ts' },
          // A sandboxed preload script is CommonJS: https://www.electronjs.org/docs/latest/tutorial/esm
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
          external,
        },
      },
    },
  },
});
