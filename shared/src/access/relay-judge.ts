import type { GrantNews, LinkAccess, LinkGrant } from '../replica/link-access.ts';
import { writeUnproven } from './close-reason.ts';
import { checkRelay, type ShownByRelay } from './relay-proof.ts';
import type { WorkspaceAccess } from './workspace-access.ts';

export interface RelayJudgeDeps {
  readonly workspace: string;
  /** The device's own clock, wall clock ms. */
  readonly nowMs: () => number;
  /** Thumbprint of the key of the workspace that this device goes by; without one it asks no relay. */
  readonly anchor: () => string | undefined;
  /** What the device's copy says of who was cut off. */
  readonly access: () => Promise<WorkspaceAccess>;
  /** A relay has proven itself: from now on the device goes by this key. */
  readonly onProven: (anchor: string) => void;
  /** Whether the device deals with what it dialled at `host`, though that has nothing to show. */
  readonly mayGoWithout: (host: string) => boolean;
}

/** How a device judges relays. */
export interface RelayJudge extends LinkAccess {
  /** Time has passed, or it is said anew who was cut off: ends what is no longer good. */
  recheck(): Promise<void>;
}

interface Live {
  /** Undefined: it had nothing to show. */
  readonly shown: ShownByRelay | undefined;
  readonly listeners: Set<(news: GrantNews) => void>;
}

export function createRelayJudge(deps: RelayJudgeDeps): RelayJudge {
  const open = new Set<Live>();

  function grantFor(
    shown: ShownByRelay | undefined,
    who: Pick<LinkGrant, 'person' | 'name' | 'device'>,
  ): LinkGrant {
    const live: Live = { shown, listeners: new Set() };
    return {
      ...who,
      role: 'peer',
      mayRead: () => true,
      mayWrite: () => 'all',
      told: () => ({ claims: '{}', withheld: [] }),
      watch(listener) {
        live.listeners.add(listener);
        open.add(live);
        return () => {
          live.listeners.delete(listener);
          if (live.listeners.size === 0) open.delete(live);
        };
      },
    };
  }

  async function judge(shown: ShownByRelay) {
    const { workspace } = deps;
    const anchor = deps.anchor();
    if (anchor === undefined) return undefined;
    const access = await deps.access();
    return await checkRelay(shown, { workspace, anchor, access, nowMs: deps.nowMs() });
  }

  return {
    asks: () => deps.anchor() !== undefined,
    withoutProof({ dialled = '' }) {
      if (!deps.mayGoWithout(dialled)) return { ok: false, reason: writeUnproven('no-key') };
      return { ok: true, grant: grantFor(undefined, { person: '', name: '', device: '' }) };
    },
    async authenticate(shown) {
      const judged = await judge(shown);
      if (judged?.ok !== true)
        return { ok: false, reason: writeUnproven(judged?.reason ?? 'unknown-key') };
      const { person, name, device } = judged.grant;
      deps.onProven(judged.anchor);
      return { ok: true, grant: grantFor(shown, { person, name, device }) };
    },
    async recheck() {
      for (const live of [...open]) {
        if (live.shown === undefined) continue;
        const judged = await judge(live.shown);
        if (judged === undefined || judged.ok) continue;
        const news = { kind: 'ended', reason: writeUnproven(judged.reason) } as const;
        for (const listener of [...live.listeners]) listener(news);
      }
    },
  };
}
