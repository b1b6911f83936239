import { createHash } from 'node:crypto';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The app as it was built. */
export const builtApp = join(dirname(fileURLToPath(import.meta.url)), '../../client/dist');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

/** For a server that is well. */
export const everything = /^/u;

/** Gives a build of the app as a relay would, without being one. */
export interface AppServer {
  readonly url: string;
  /** What it gives from now on. */
  serve(folder: string): void;
  /** Cuts every connection on which anything but such paths is asked for, as a dying relay may. */
  givesOnly(paths: RegExp): void;
  close(): Promise<void>;
}

export async function startAppServer(folder: string): Promise<AppServer> {
  let served = folder;
  let given = everything;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://app');
    if (!given.test(pathname)) {
      response.destroy();
      return;
    }
    if (pathname === '/bootstrap.json') {
      response.end(JSON.stringify({ workspace: 'demo', relays: [] }));
      return;
    }
    const isFile = extname(pathname) !== '';
    const path = isFile ? pathname : '/index.html';
    readFile(join(served, path)).then(
      (bytes) =>
        response
          .setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream')
          .end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (next) => (served = next),
    givesOnly: (paths) => (given = paths),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of the script that the page of a build starts with. */
export async function entryOf(folder: string): Promise<string> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const entry = /\/assets\/index-[^"]+\.js/u.exec(page)?.[0];
  if (entry === undefined) throw new Error('the page names no script');
  return entry;
}

/** Writes a build into `folder` whose entry script has another name, and which says so in its list of files. */
export async function makeNextBuild(folder: string): Promise<void> {
  await cp(builtApp, folder, { recursive: true });
  const entry = (await entryOf(folder)).replace('/assets/', '');
  const next = entry.replace('index-', 'index-next-');
  const digests = new Map<string, string>();
  for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!item.isFile() || !/\.(?:js|html|css)$/u.test(item.name) || item.name === 'sw.js') continue;
    const path = join(item.parentPath, item.name);
    const text = await readFile(path, 'utf8');
    if (!text.includes(entry) && item.name !== entry) continue;
    const changed = text.replaceAll(entry, next);
    await writeFile(item.name === entry ? join(item.parentPath, next) : path, changed);
    digests.set(digestOf(text), digestOf(changed));
  }
  const worker = await readFile(join(folder, 'sw.js'), 'utf8');
  const renamed = worker.replaceAll(entry, next);
  await writeFile(
    join(folder, 'sw.js'),
    [...digests].reduce((text, [before, after]) => text.replaceAll(before, after), renamed),
  );
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
