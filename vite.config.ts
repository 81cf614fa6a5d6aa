import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

import remixOptions from './remix.config.js'

/** Small parts that every page with a frame shows (the organizers' frame is their own): in one file they cost a phone less than in twenty. */
const everywhere = /\/app\/ui\/(avatar|button|button-look|classes|dialog|empty-state|icon-button|key-hint|link-button|load-messages|logo|menu|notice|page-head|page-meta|pending-bar|reader-zone|sheet|skeleton|status|text-link|time|time-format|toast|translate|frame\/(?!palette\.|organizer-)[\w-]+)\.tsx?$|\/server\/i18n\/[\w-]+\.ts$/

/** What those parts stand on. The index of the icons is left out: it would bring every icon that any page shows. */
const libraries = /\/node_modules\/(@remix-run|react|react-dom|react-router|react-router-dom|scheduler|turbo-stream)\/|\/lucide-react\/dist\/esm\/(?!icons\/|lucide-react\.)|preload-helper|commonjsHelpers/

/** Icons of the frames and of the phone agenda; all others are one file, which the agenda doesn't load. */
const iconsEverywhere = /\/icons\/(armchair|bookmark|calendar-days|calendar-plus|calendar-x|check|circle|circle-check|circle-exclamation-point|clipboard-check|clock|clock-3|cloud-off|contact|ellipsis|handshake|info|layout-dashboard|log-in|log-out|mail|map-pin|mic|phone|radio|refresh-cw|rotate-ccw-clock|search|settings-2|shuffle|sparkles|triangle-exclamation-point|user-round|x|zap)\.mjs$/

/** Parts that most other pages are made of, the agenda not: each name that a page doesn't list makes the manifest shorter, which every phone loads. */
const inForms = /\/app\/ui\/(card|checkbox|date-time-input|field|fold|focus-first-error|form-error|once-per-answer|pagination|progress|radio-group|select|stats|switch|table|tabs|tag|text-area|text-input)\.tsx?$/

/** Which shared file a module goes to; the bundler decides on those that have no place here. */
function sharedFile(id: string): string | undefined {
  if (everywhere.test(id) || libraries.test(id) || iconsEverywhere.test(id)) return 'frame'
  if (inForms.test(id)) return 'parts'
  return id.includes('/lucide-react/dist/esm/icons/') ? 'icons' : undefined
}

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  server: { middlewareMode: true },
  build: {
    target: 'es2022',
    sourcemap: false,
    // Every name stands in the manifest that each phone loads, where a hash can't be compressed.
    rollupOptions: { output: { manualChunks: sharedFile, onlyExplicitManualChunks: true, entryFileNames: 'assets/[name]-[hash:7].js', chunkFileNames: 'assets/[name]-[hash:7].js' } },
  },
})
