import { defineConfig } from 'prisma/config'

// The schema is a folder: one head with generator and datasource, and `models/*.prisma` shared by every database.
// Migrations are made and applied by the project's own tools (scripts/migration.mjs, server/platform/migrate.ts).
export default defineConfig({ schema: 'prisma' })
