/** One file of the built app, as the build describes it to the service worker. */
export interface AppFile {
  /** Its path: `/assets/index-….js`. */
  readonly path: string;
  /** SHA-256 of its content, base64. */
  readonly digest: string;
  /** The app opens, and all but diagrams works, without it. */
  readonly later: boolean;
}

/** As the build writes it into the service worker. */
export interface BuiltFile {
  readonly url: string;
  readonly integrity?: string;
  readonly later?: boolean;
  readonly entry?: boolean;
}

/** All files of one build, and what tells it from others. */
export interface AppBuild {
  readonly files: ReadonlyMap<string, AppFile>;
  /** Path of the script that a page of this build starts with. */
  readonly entry: string;
}

/** Reads the build's list. What is listed twice counts once. */
export function readBuild(built: readonly BuiltFile[]): AppBuild {
  const files = new Map<string, AppFile>();
  let entry = '';
  for (const { url, integrity, later, entry: isEntry } of built) {
    // The same file again, without a digest: the web manifest and its icons are listed twice.
    if (integrity === undefined) continue;
    const path = `/${url}`;
    files.set(path, { path, digest: integrity, later: later === true });
    if (isEntry === true) entry = path;
  }
  return { files, entry };
}
