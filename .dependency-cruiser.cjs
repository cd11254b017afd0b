/** The directions of docs/architecture.md: who may import whom. */

const OURS = '^(apps|packages)/';
const TEST =
  '\\.test\\.tsx?$|^apps/api/src/testing/|^apps/miniapp/(bench|e2e)/|^apps/api/(bench|bad-input|torture)/';
const BUILD = '\\.config\\.[cm]?[jt]s$|(^|/)build\\.mjs$|(^|/)(scripts|config)/|babel\\.config\\.js$';

/** @param {string} name @param {string} from @param {string} allowed regular expression of what of ours it may import */
const mayOnlyImport = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: OURS, pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    mayOnlyImport('contracts-import-nobody', '^packages/contracts/', '^packages/contracts/'),
    mayOnlyImport('rules-import-nobody', '^packages/rules/', '^packages/rules/'),
    mayOnlyImport('client-imports-contracts', '^packages/client/', '^packages/(client|contracts)/'),
    mayOnlyImport(
      'miniapp-imports-client-contracts-rules',
      '^apps/miniapp/',
      '^(apps/miniapp|packages/(client|contracts|rules))/',
    ),
    mayOnlyImport('api-imports-contracts-rules', '^apps/api/', '^(apps/api|packages/(contracts|rules))/'),
    {
      name: 'verifier-stands-alone',
      comment: 'It counts again what we have counted: anything of ours in it could be wrong in the same way.',
      severity: 'error',
      from: { path: '^packages/verify-ballot/verify-ballot\\.mjs$' },
      to: { dependencyTypesNot: ['core'] },
    },
    {
      name: 'packages-by-their-face',
      comment: 'A package is reached through its index.ts, never by a path into it.',
      severity: 'error',
      from: { path: '^(apps|packages)/([^/]+)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^$1/$2/', '^packages/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'modules-by-their-face',
      comment: 'A module of the API is reached through its index.ts. Foreign keys may name tables of others.',
      severity: 'error',
      from: { path: '^apps/api/src/modules/([^/]+)/' },
      to: {
        path: '^apps/api/src/modules/[^/]+/',
        pathNot: ['^apps/api/src/modules/$1/', '^apps/api/src/modules/[^/]+/index\\.ts$', 'tables\\.ts$'],
      },
    },
    {
      name: 'modules-by-their-face-from-outside',
      severity: 'error',
      from: { path: '^apps/api/src/', pathNot: ['^apps/api/src/modules/', TEST] },
      to: { path: '^apps/api/src/modules/[^/]+/', pathNot: '^apps/api/src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'tables-of-others-in-tables-only',
      comment: "A use case asks another module, it does not read another module's tables.",
      severity: 'error',
      from: { path: '^apps/api/src/modules/([^/]+)/', pathNot: ['tables\\.ts$', TEST] },
      to: { path: '^apps/api/src/modules/[^/]+/tables\\.ts$', pathNot: '^apps/api/src/modules/$1/' },
    },
    {
      name: 'ground-knows-no-module',
      comment: 'db and http carry the modules; they do not know them.',
      severity: 'error',
      from: { path: '^apps/api/src/(db|http)/', pathNot: TEST },
      to: { path: '^apps/api/src/modules/' },
    },
    {
      name: 'phone-gets-no-schemas',
      comment: 'The client takes types from contracts, so that no schema reaches the phone.',
      severity: 'error',
      from: { path: '^packages/client/src/', pathNot: TEST },
      to: { path: '^packages/contracts/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'rules-are-pure',
      comment: 'No I/O, no clock: what a rule needs is handed to it.',
      severity: 'error',
      from: { path: '^packages/(rules|contracts|client)/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^(apps|packages)/[^/]+/src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'not-to-undeclared-packages',
      severity: 'error',
      from: { path: OURS, pathNot: BUILD },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: OURS, pathNot: [TEST, BUILD] },
      to: { path: TEST },
    },
    { name: 'resolves', severity: 'error', from: { path: OURS }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.swc|\\.temp)/' },
    moduleSystems: ['es6', 'cjs'],
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: `${__dirname}/.dependency-cruiser.resolve.cjs` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
