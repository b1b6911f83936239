import type ignore from 'ignore';
import type { AttributeKind, AttributesOf } from './git-attributes.ts';
import { patterns } from './patterns.ts';

/** Why a file says nothing of who knows the code. */
export type LeftOut = 'vendored' | 'generated' | 'excluded';

export interface CountedFiles {
  readonly counted: readonly string[];
  readonly leftOut: readonly { readonly path: string; readonly why: LeftOut }[];
}

export interface CountingRules {
  /** Also what others wrote and what programs wrote. */
  readonly all?: boolean;
  /** Patterns as in a `.gitignore`, each of which `isPattern`. */
  readonly exclude?: readonly string[];
  /** What the repository says itself, which counts before the lists here. */
  readonly attributes?: AttributesOf | undefined;
}

/** Brought in from elsewhere: a short list of what linguist calls vendored. */
const vendored = [
  ...['vendor/', 'vendors/', 'node_modules/', 'bower_components/', 'jspm_packages/'],
  ...['third_party/', 'third-party/', '3rdparty/', 'extern/', 'external/', 'Godeps/', 'Carthage/'],
  ...['Pods/', '.yarn/', '*.min.js', '*.min.css', '*-min.js', 'jquery.js', 'jquery-[0-9]*.js'],
  ...[
    'bootstrap.js',
    'bootstrap.css',
    'normalize.css',
    'gradlew',
    'gradlew.bat',
    'mvnw',
    'mvnw.cmd',
  ],
  ...['gradle/wrapper/', '.mvn/wrapper/'],
];

/** Written by programs. */
const generated = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ...['composer.lock', 'Gemfile.lock', 'Cargo.lock', 'poetry.lock', 'uv.lock', 'Pipfile.lock'],
  ...['go.sum', 'flake.lock', 'mix.lock', 'pubspec.lock', 'Podfile.lock', '.terraform.lock.hcl'],
  ...['*.pb.go', '*.pb.cc', '*.pb.h', '*_pb2.py', '*_pb2_grpc.py', '*.pb.ts', '*.g.dart'],
  ...[
    '*.generated.*',
    '*_generated.*',
    'zz_generated.*',
    '__generated__/',
    '*.js.map',
    '*.css.map',
  ],
  ...['*.designer.cs', '*.Designer.cs', '__snapshots__/', '*.snap'],
];

/** Which files count for who wrote and who knows; names are told as they are at the newest commit. */
export function countFiles(
  paths: Iterable<string>,
  { all = false, exclude = [], attributes }: CountingRules = {},
): CountedFiles {
  const excluded = patterns(exclude);
  const lists: readonly (readonly [AttributeKind, ignore.Ignore])[] = all
    ? []
    : [
        ['vendored', patterns(vendored)],
        ['generated', patterns(generated)],
      ];
  const counted: string[] = [];
  const leftOut: { path: string; why: LeftOut }[] = [];
  for (const path of paths) {
    const why = excluded.ignores(path)
      ? 'excluded'
      : lists.find(([kind, list]) => attributes?.(path, kind) ?? list.ignores(path))?.[0];
    if (why === undefined) counted.push(path);
    else leftOut.push({ path, why });
  }
  return { counted, leftOut };
}
