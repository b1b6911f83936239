// They hold types alone, so there is no module to find.
const typePackages = '^(hast|mdast)$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two modules that need each other are one module, or lack a third.',
      severity: 'error',
      from: {},
      // Types alone are gone before anything runs.
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-pure',
      comment: 'The same code runs in relays, browsers and the simulator.',
      severity: 'error',
      from: { path: '^shared/src', pathNot: String.raw`\.test\.ts$` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-knows-no-host',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|client|sim|bench|e2e|scripts)/' },
    },
    {
      name: 'shared-has-no-dom-packages',
      comment: 'What renders, stores or connects belongs to a host.',
      severity: 'error',
      from: { path: '^shared/src' },
      to: {
        path: String.raw`node_modules/(react|react-dom|@mantine|@codemirror|y-codemirror\.next|y-indexeddb|y-websocket|idb|lmdb|ws|express|pino)(/|$)`,
      },
    },
    {
      name: 'client-and-server-are-apart',
      comment: 'They meet on the wire and in shared, never in an import.',
      severity: 'error',
      from: { path: '^(client|server)/' },
      to: { path: '^(client|server|sim|bench|e2e)/', pathNot: '^$1/' },
    },
    {
      name: 'simulator-runs-shared-only',
      comment: 'Simulated time is true only while no real host takes part.',
      severity: 'error',
      from: { path: '^sim/', pathNot: String.raw`\.test\.ts$` },
      to: { path: '^(server|client|bench|e2e)/' },
    },
    {
      name: 'client-has-no-node',
      severity: 'error',
      from: { path: '^client/src', pathNot: String.raw`\.test\.tsx?$` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: String.raw`\.(test|spec)\.tsx?$` },
    },
    {
      name: 'only-declared-packages',
      comment: 'An import that resolves by luck breaks in the next install.',
      severity: 'error',
      from: { path: '^(shared|server|client)/src', pathNot: String.raw`\.test\.tsx?$` },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: typePackages },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^virtual:', typePackages] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures|peers)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
};
