/** Why a text is no relay's address. */
export type RelayAddressProblem = 'scheme' | 'host' | 'account';

export type RelayAddressResult =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly problem: RelayAddressProblem };

/**
 * Reads a relay's address into the form in which it is kept and shown: `ws://host:port` or
 * `wss://host`, without a path. People may also type `http(s)://…` or only `host:port`.
 */
export function readRelayAddress(text: string): RelayAddressResult {
  const trimmed = text.trim();
  const given = /^([a-z][a-z0-9+.-]*:)\/\//i.exec(trimmed);
  const scheme = socketSchemes[given?.[1]?.toLowerCase() ?? 'ws:'];
  if (scheme === undefined) return { ok: false, problem: 'scheme' };
  const rest = trimmed.slice(given?.[0].length ?? 0);
  // A URL parser decodes, trims and skips much here; what a person did not mean must not be dialled.
  if (/[%\s\\]|^\//.test(rest)) return { ok: false, problem: 'host' };
  let url: URL;
  try {
    url = new URL(`${scheme}//${rest}`);
  } catch {
    return { ok: false, problem: 'host' };
  }
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'account' };
  if (!plainHost.test(url.hostname)) return { ok: false, problem: 'host' };
  return { ok: true, address: `${scheme}//${url.host}` };
}

/** The address as it is kept, or undefined for what is no address. See `readRelayAddress`. */
export function relayAddress(text: string): string | undefined {
  const read = readRelayAddress(text);
  return read.ok ? read.address : undefined;
}

/** A name, an IPv4 address or an IPv6 address in brackets. */
const plainHost = /^(?:\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?)$/;

const socketSchemes: Readonly<Record<string, 'ws:' | 'wss:'>> = {
  'http:': 'ws:',
  'ws:': 'ws:',
  'https:': 'wss:',
  'wss:': 'wss:',
};
