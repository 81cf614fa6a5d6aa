import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

import remixOptions from './remix.config.js'

/** Small parts that every page with a frame shows: in one file they cost a phone less than in twenty. */
const everywhere = /\/app\/ui\/(avatar|button|button-look|classes|icon-button|link-button|load-messages|logo|menu|notice|page-head|page-meta|pending-bar|reader-zone|sheet|skeleton|status|time|time-format|toast|translate|frame\/(?!palette\.)[\w-]+)\.tsx?$|\/lucide-react\/dist\/esm\/(?!icons\/)/

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  server: { middlewareMode: true },
  build: {
    target: 'es2022',
    sourcemap: false,
    rollupOptions: { output: { manualChunks: (id) => (everywhere.test(id) ? 'frame' : undefined) } },
  },
})
