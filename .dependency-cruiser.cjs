/**
 * Boundaries: which folder may know which. `comment` is what somebody reads whose build went red.
 * "At run time" leaves out `import type`: types may be looked at across a line that values may not cross.
 */
const test = '\\.test\\.tsx?$'
const atRunTime = { dependencyTypesNot: ['type-only'] }
const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or hide a third: move what both need there.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'found',
      comment: 'The imported file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|node:|\\+|#prisma/generated|\\.\\./build/)' },
    },
    {
      name: 'app-knows-only-rules-wire-and-words',
      comment: 'Pages import server/domain, server/protocol and server/i18n; from the rest of the server only types. Call context.app.<feature>.<verb> instead.',
      severity: 'error',
      from: { path: '^app/', pathNot: test },
      to: { path: '^(server|emails|prisma)/', pathNot: '^server/(domain|protocol|i18n)/', ...atRunTime },
    },
    {
      name: 'app-features-do-not-meet',
      comment: 'A page feature does not import another one; put them together in a route.',
      severity: 'error',
      from: { path: '^app/features/([^/]+)/' },
      to: { path: '^app/features/', pathNot: '^app/features/$1/' },
    },
    {
      name: 'app-features-know-no-routes',
      comment: 'A feature does not know where it is shown; the route passes it what it needs.',
      severity: 'error',
      from: { path: '^app/(features|http)/', pathNot: test },
      to: { path: '^app/routes/' },
    },
    {
      name: 'ui-knows-no-product',
      comment: 'app/ui could ship in another product: no features, routes or server, except server/i18n.',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: test },
      to: { path: '^(app/(features|routes|http)|server|emails|prisma)/', pathNot: '^server/i18n/' },
    },
    {
      name: 'domain-is-alone',
      comment: 'A rule imports only rules and luxon. What it needs comes in as an argument.',
      severity: 'error',
      from: { path: '^server/domain/', pathNot: test },
      to: { pathNot: `^server/domain/|${npm('luxon', '@types/luxon')}` },
    },
    {
      name: 'protocol-is-small',
      comment: 'The wire contract imports the domain and zod.',
      severity: 'error',
      from: { path: '^server/protocol/', pathNot: test },
      to: { pathNot: `^server/(protocol|domain)/|${npm('zod')}` },
    },
    {
      name: 'words-know-nothing',
      comment: 'server/i18n is used by pages, mails and server alike and knows none of them.',
      severity: 'error',
      from: { path: '^server/i18n/', pathNot: test },
      to: { path: '^(app|server|emails|prisma)/', pathNot: '^server/(i18n|domain)/' },
    },
    {
      name: 'server-features-meet-in-app',
      comment: 'A server feature gets another one handed in by server/app.ts; import at most its type.',
      severity: 'error',
      from: { path: '^server/features/([^/]+)/', pathNot: test },
      to: { path: '^server/features/', pathNot: '^server/features/$1/', ...atRunTime },
    },
    {
      name: 'platform-knows-no-features',
      comment: 'One file per outside thing, useful to any product: it knows neither features nor doors.',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: `${test}|-worker\\.ts$` },
      to: { path: '^server/(features|http|realtime|jobs|app\\.ts|index\\.ts)', ...atRunTime },
    },
    {
      name: 'arrows-run-one-way',
      comment: 'app → server → emails, prisma; never back.',
      severity: 'error',
      from: { path: '^server/', pathNot: test },
      to: { path: '^app/' },
    },
    {
      name: 'mails-are-props-in-html-out',
      comment: 'A mail gets props; of the server it knows words and rules (and types).',
      severity: 'error',
      from: { path: '^emails/', pathNot: test },
      to: { path: '^(app|server|prisma)/', pathNot: '^server/(i18n|domain)/', ...atRunTime },
    },
    {
      name: 'prisma-is-below',
      comment: 'The data model knows at most rules and types.',
      severity: 'error',
      from: { path: '^prisma/', pathNot: test },
      to: { path: '^(app|server|emails)/', pathNot: '^server/domain/', ...atRunTime },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'tests/ is for tests.',
      severity: 'error',
      from: { pathNot: `^tests/|^scripts/|${test}` },
      to: { path: `^tests/|${test}` },
    },
    {
      name: 'outside-things-live-in-platform',
      comment: 'Each outside thing has exactly one file, in server/platform; ask that one.',
      severity: 'error',
      from: { path: '^(app|server|emails|prisma)/', pathNot: `^server/platform/|${test}` },
      to: {
        path: npm('better-sqlite3', '@prisma/adapter-better-sqlite3', 'nodemailer', 'ioredis', 'pino', 'stripe', 'exceljs', 'csv-parse', 'csv-stringify', 'pinyin-pro', 'opencc-js', '@types/better-sqlite3', '@types/nodemailer'),
      },
    },
    {
      name: 'time-has-one-door',
      comment: 'Luxon only in server/domain/shared/time.ts and server/platform/clock.ts; add the function you need there.',
      severity: 'error',
      from: { path: '^(app|server|emails|prisma)/', pathNot: `^server/(domain/shared/time|platform/clock)\\.ts$|${test}` },
      to: { path: npm('luxon', '@types/luxon') },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|prisma/generated)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
    cache: { folder: '.cache/dependency-cruiser', strategy: 'content' },
  },
}
