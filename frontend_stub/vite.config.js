import { defineConfig } from 'vite'
import { compressed } from './build/compressed.js'

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
    // Each file is a request: on a slow network a few middling ones come sooner than many small ones.
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'work', test: /src.i18n.work.(id|text)|src.pages.stages/, priority: 2 },
            { name: 'parts', test: /src.(ui|format|uploads)./, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  plugins: [compressed()],
  server: { proxy: { '/graphql': 'http://127.0.0.1:8000', '/uploads': 'http://127.0.0.1:8000' } },
})
