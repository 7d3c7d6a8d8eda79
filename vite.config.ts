import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { nativeLicenses } from './tools/packaging/native-licenses.ts';

// One build, three bundles: the window (client), the main process with its directory worker, and the preload script.
// Everything but Electron and the two native modules is bundled, so nothing else has to ship.
const nativeModules = ['better-sqlite3', 'keytar'];
const external = ['electron', ...nativeModules, /^node:/];

// What is bundled, with the text of each license: Fieldbook shows it under About.
const licenses = { fileName: 'licenses.json' };

export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [svelte({ configFile: '../svelte.config.js' }), nativeLicenses(nativeModules)],
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
      resolve: { noExternal: true, external: ['electron', ...nativeModules] },
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
            'directory-worker': 'main/directory/threads/worker.ts',
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
