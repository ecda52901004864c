import { defineConfig } from 'vite'
import { compressed } from './build/compressed.js'

// What everything stands on, and what the frame itself shows: it imports no page and no part of one.
const BASE = new RegExp(
  [
    'node_modules',
    'src.city',
    'src.(graphql|format).',
    String.raw`src.i18n.(language|localized|text|(\w+\.)?id)\.ts`,
    'src.app.(address|location|title|viewer)',
    'src.documents.session',
    'src.ui.(failure|notice|skeleton)',
  ].join('|'),
)

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../server/web/page',
    emptyOutDir: true,
    target: 'es2020',
    // Browsers of the last years preload modules themselves, and the policy allows no inline script.
    modulePreload: { polyfill: false },
    // An inlined file would be a data: address, which the policy allows for images only.
    assetsInlineLimit: 0,
    // Each file is a request: on a slow network a few middling ones come sooner than many small ones. A group may
    // import those above it only; chunks that import each other fail while they load.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', test: BASE },
            { name: 'parts', test: /src.(ui|uploads)|src.documents.(needs|uploads)/, minShareCount: 2 },
            { name: 'work', test: /src.i18n.work.(text|(\w+\.)?id)\.ts|src.pages.stages/ },
          ],
        },
      },
    },
  },
  plugins: [compressed()],
  server: { proxy: { '/graphql': 'http://127.0.0.1:8000', '/uploads': 'http://127.0.0.1:8000' } },
})
