import type { DocumentName } from '@holdfast/shared/protocol/names';
import type {
  GrantNews,
  LinkAccess,
  LinkAuth,
  LinkCredentials,
  LinkGrant,
  WriteRight,
} from '@holdfast/shared/replica/link-access';
import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import type { One } from './one-replica.ts';

/** A grant whose rights the test changes. */
export interface TestGrant extends LinkGrant {
  readonly watchers: () => number;
  withhold(...docs: readonly DocumentName[]): void;
  limitTo(docs: readonly DocumentName[] | undefined): void;
  end(reason: string, order?: string): void;
}

export function grantOf(
  person: string,
  write: WriteRight = 'all',
  role: LinkGrant['role'] = 'person',
): TestGrant {
  const listeners = new Set<(news: GrantNews) => void>();
  let withheld: readonly DocumentName[] = [];
  let docs: readonly DocumentName[] | undefined;
  const mayRead = (doc: DocumentName): boolean =>
    !withheld.includes(doc) && docs?.includes(doc) !== false;
  const tell = (news: GrantNews): void => {
    for (const listener of listeners) listener(news);
  };
  return {
    role,
    person,
    name: `Name of ${person}`,
    device: `device of ${person}`,
    mayRead,
    mayWrite: (doc) => (mayRead(doc) ? write : 'none'),
    told: () => ({ claims: JSON.stringify({ person }), docs, withheld }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchers: () => listeners.size,
    withhold(...names) {
      withheld = names;
      tell({ kind: 'changed' });
    },
    limitTo(names) {
      docs = names;
      tell({ kind: 'changed' });
    },
    end: (reason, order) => tell({ kind: 'ended', reason, order }),
  };
}

/** Lets in whoever shows the name of a grant as token. */
export function accessFor(...grants: readonly LinkGrant[]): LinkAccess {
  return {
    async authenticate({ token }) {
      const grant = grants.find(({ person }) => person === token);
      return grant === undefined ? { ok: false, reason: 'bad-signature: no' } : { ok: true, grant };
    },
  };
}

export function shown(token: string): LinkAuth {
  const none = new Uint8Array();
  return { token, device: '{}', proof: none, acceptance: none, label: 'test' };
}

export interface TestCredentials extends LinkCredentials {
  token: string | undefined;
  renew(): void;
  readonly grants: readonly string[];
  readonly refusals: readonly string[];
  readonly orders: readonly string[];
}

export function credentialsOf(token: string | undefined): TestCredentials {
  const grants: string[] = [];
  const refusals: string[] = [];
  const orders: string[] = [];
  const listeners = new Set<() => void>();
  const credentials: TestCredentials = {
    token,
    grants,
    refusals,
    orders,
    answer: async () => (credentials.token === undefined ? undefined : shown(credentials.token)),
    granted: ({ claims }) => void grants.push(claims),
    refused: (reason) => void refusals.push(reason),
    ordered: (order) => void orders.push(order),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    renew() {
      for (const listener of listeners) listener();
    },
  };
  return credentials;
}

export interface Cable {
  /** Both directions end. */
  cut(): void;
  /** Code and reason, as the dialling side heard them. */
  readonly ended: () => { readonly code: number; readonly reason: string } | undefined;
}

/** Links two replicas that share their time. */
export function connect(dialling: One, listening: One): Cable {
  const { time } = dialling;
  let open = true;
  let ended: { code: number; reason: string } | undefined;
  const ends: (TransportHandlers | undefined)[] = [undefined, undefined];
  const finish = (code: number, reason: string): void => {
    if (!open) return;
    open = false;
    ended = { code, reason };
    for (const end of ends) end?.onClose(code, reason);
  };
  const transport = (own: 0 | 1): Transport => ({
    send(frame) {
      const bytes = frame.slice();
      time.at(1, () => {
        if (open) ends[1 - own]?.onFrame(bytes);
      });
    },
    bufferedBytes: () => 0,
    // What was sent before arrives before.
    close: (code, reason) => void time.at(1, () => finish(code, reason)),
    start(handlers) {
      ends[own] = handlers;
    },
  });
  listening.replica.connect(transport(1), { dialled: false });
  dialling.replica.connect(transport(0), { dialled: true });
  return { cut: () => finish(1006, 'cut'), ended: () => ended };
}
