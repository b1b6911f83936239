import type { AppBuild, AppFile } from './app-file.ts';
import type { KeepReport, KeepTrouble } from './keep-messages.ts';

/** Every version of the app has a cache of its own. */
const cachePrefix = 'holdfast-app-';
/** Enough to fill a slow line, few enough to leave the page connections of its own. */
const lanes = 4;
/** A relay that has said nothing for this long is not waited for. */
const patienceMs = 30_000;
const tellEveryMs = 250;

export interface AppKeeperDeps {
  readonly build: AppBuild;
  readonly caches: CacheStorage;
  readonly fetch: (path: string, options: RequestInit) => Promise<Response>;
  /** SHA-256, base64. */
  readonly digest: (bytes: BufferSource) => Promise<string>;
  /** Entry scripts of the pages that live. */
  readonly livingEntries: () => Promise<ReadonlySet<string>>;
  readonly onProgress: (report: KeepReport) => void;
  readonly nowMs: () => number;
}

/** Keeps the files of one build of the app in a cache, and gives them from there. */
export interface AppKeeper {
  /** Fetches what is missing of the files without which the app does not open. False: not all are here. */
  keepCore(): Promise<boolean>;
  /** Fetches whatever is missing, what is for later last. Asked again meanwhile it joins the try under way. */
  keepAll(): Promise<void>;
  report(): Promise<KeepReport>;
  /** A file of this build; where this is no file of it, one of an earlier build that a page may still want. */
  find(path: string): Promise<Response | undefined>;
  /** Removes earlier builds of which no page lives. */
  dropOthers(): Promise<void>;
}

export function createAppKeeper(deps: AppKeeperDeps): AppKeeper {
  const { build, caches } = deps;
  const files = [...build.files.values()];
  const core = files.filter((file) => !file.later);
  const later = files.filter((file) => file.later);
  const opening = nameOf(files, deps.digest).then((name) => ({ name }));
  let trouble: KeepTrouble | undefined;
  let running: Promise<boolean> | undefined;
  let toldAtMs = 0;

  async function openCache(): Promise<Cache> {
    return caches.open((await opening).name);
  }

  async function otherNames(): Promise<readonly string[]> {
    const { name } = await opening;
    const names = await caches.keys();
    return names.filter((other) => other.startsWith(cachePrefix) && other !== name);
  }

  async function keptPaths(): Promise<ReadonlySet<string>> {
    const requests = await (await openCache()).keys();
    return new Set(requests.map(({ url }) => new URL(url).pathname));
  }

  async function report(): Promise<KeepReport> {
    const kept = await keptPaths();
    const count = (some: readonly AppFile[]) => ({
      kept: some.filter(({ path }) => kept.has(path)).length,
      total: some.length,
    });
    return {
      type: 'app-kept',
      entry: build.entry,
      core: count(core),
      later: count(later),
      busy: running !== undefined,
      ...(trouble === undefined ? {} : { trouble }),
    };
  }

  /** To find out what is kept takes some milliseconds: not after each file. */
  async function tell(): Promise<void> {
    const nowMs = deps.nowMs();
    if (nowMs - toldAtMs < tellEveryMs) return;
    toldAtMs = nowMs;
    deps.onProgress(await report());
  }

  /** One try at a time: those who ask meanwhile get what it comes to. */
  function once(task: () => Promise<boolean>): Promise<boolean> {
    running ??= (async () => {
      trouble = undefined;
      try {
        return await task();
      } catch (error) {
        trouble = troubleOf(error);
        return false;
      } finally {
        running = undefined;
        deps.onProgress(await report().catch(() => lostReport()));
      }
    })();
    return running;
  }

  /** True once all of `wanted` is here. What the relay lacks is passed over, a relay that is gone ends it. */
  async function keep(wanted: readonly AppFile[]): Promise<boolean> {
    const cache = await openCache();
    const others = await Promise.all((await otherNames()).map((name) => caches.open(name)));
    const kept = await keptPaths();
    const waiting = wanted.filter(({ path }) => !kept.has(path));
    let complete = true;
    const lane = async (): Promise<void> => {
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        const found = (await fromOthers(file, others)) ?? (await fromRelay(file));
        if (found === undefined) {
          trouble = 'version';
          complete = false;
          continue;
        }
        await cache.put(file.path, found);
        await tell();
      }
    };
    const results = await Promise.allSettled(
      Array.from({ length: lanes }, () =>
        lane().catch((error: unknown) => {
          waiting.length = 0;
          throw error;
        }),
      ),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return complete;
  }

  async function fromOthers(
    file: AppFile,
    others: readonly Cache[],
  ): Promise<Response | undefined> {
    for (const other of others) {
      const found = await other.match(file.path, { ignoreVary: true });
      if (found !== undefined && (await isOf(file, found))) return found;
    }
    return undefined;
  }

  /** Undefined where what comes under the name is not this build's file. */
  async function fromRelay(file: AppFile): Promise<Response | undefined> {
    try {
      // What the page itself has just fetched is there already; a copy that is not right is asked for anew.
      for (const cache of ['default', 'reload'] as const) {
        const response = await deps.fetch(file.path, {
          cache,
          credentials: 'same-origin',
          priority: 'low',
          signal: AbortSignal.timeout(patienceMs),
        });
        if (response.status >= 500) throw new Error(`the relay answered ${response.status}`);
        if (response.ok && !response.redirected && (await isOf(file, response))) return response;
      }
      return undefined;
    } catch (error) {
      throw new RelayError(`${file.path} did not come`, { cause: error });
    }
  }

  async function isOf(file: AppFile, response: Response): Promise<boolean> {
    const bytes = await response.clone().arrayBuffer();
    return (await deps.digest(bytes)) === file.digest;
  }

  /** The cache is not to be had: then nothing is known to be kept. */
  function lostReport(): KeepReport {
    return {
      type: 'app-kept',
      entry: build.entry,
      core: { kept: 0, total: core.length },
      later: { kept: 0, total: later.length },
      busy: false,
      trouble: 'storage',
    };
  }

  return {
    report: () => report().catch(() => lostReport()),
    keepCore: () => once(() => keep(core)),
    async keepAll() {
      await once(async () => {
        const hasCore = await keep(core);
        return (await keep(later)) && hasCore;
      });
    },
    async find(path) {
      const options = { ignoreVary: true };
      const own = await (await openCache()).match(path, options);
      if (own !== undefined || build.files.has(path)) return own;
      for (const name of await otherNames()) {
        const found = await (await caches.open(name)).match(path, options);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async dropOthers() {
      const living = await deps.livingEntries();
      const { name: own } = await opening;
      const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix));
      // In the order in which they were made: a later one may be on its way to take over.
      for (const name of names.slice(0, Math.max(0, names.indexOf(own)))) {
        const cache = await caches.open(name);
        const wanted = await Promise.all([...living].map((entry) => cache.match(entry)));
        if (wanted.every((found) => found === undefined)) await caches.delete(name);
      }
    },
  };
}

async function nameOf(files: readonly AppFile[], digest: AppKeeperDeps['digest']): Promise<string> {
  const text = files.map(({ path, digest: content }) => `${path} ${content}`).join('\n');
  return `${cachePrefix}${await digest(new TextEncoder().encode(text))}`;
}

/** No answer, or one that is cut off. */
class RelayError extends Error {}

/** All that goes wrong here but the relay is the browser's storage. */
function troubleOf(error: unknown): KeepTrouble {
  return error instanceof RelayError ? 'relay' : 'storage';
}
