import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { createReadOnlyGit } from '../git/read-only-git.ts';

/**
 * What tells the files of a folder from those of any other that is called the same: the repository,
 * by the address that it was cloned from, and the folder in it; else this machine and the folder.
 * Only a hash of where it is: the address of a repository may be nobody else's business.
 */
export async function placeOfFolder(folder: string): Promise<string> {
  const whole = realpathSync(folder);
  const repository = await repositoryOf(whole);
  const place =
    repository === undefined
      ? short(hostname(), whole)
      : `${short(repository.name)}/${repository.prefix}`;
  return place.replace(/\/+$/, '');
}

async function repositoryOf(
  folder: string,
): Promise<{ readonly name: string; readonly prefix: string } | undefined> {
  try {
    const git = createReadOnlyGit(folder);
    const [prefix, url] = [
      await git.text(['rev-parse', '--show-prefix']),
      await git.text(['config', '--get', 'remote.origin.url']),
    ];
    if (prefix === undefined || url === undefined) return undefined;
    const name = remoteName(url);
    return name === undefined ? undefined : { name, prefix };
  } catch {
    // Without git a folder is only itself.
    return undefined;
  }
}

/**
 * `github.com/acme/shop` of an address in any spelling, without who logs in. Undefined of what means
 * another repository on another machine.
 */
export function remoteName(url: string): string | undefined {
  const parts =
    /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(url) ??
    /^(?:[^/@:]+@)?([^/:]{2,}):(.+)$/.exec(url);
  const [, host, path] = parts ?? [];
  if (host === undefined || path === undefined || path.startsWith('//')) return undefined;
  return `${host.toLowerCase()}/${path.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '')}`;
}

function short(...words: readonly string[]): string {
  return createHash('sha256').update(words.join('\0')).digest('hex').slice(0, 16);
}
