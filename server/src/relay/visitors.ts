import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config-values.ts';

export interface VisitorRules {
  /** Where the relay listens. */
  readonly host: string;
  /** Its address as others know it, `ws://host:port`; undefined where it does not know itself. */
  readonly publicUrl: () => string | undefined;
  /** Whether it was told that it is reached under that host, with port. */
  readonly isOwnHost: (host: string, from: string) => boolean;
  /** Addresses of its peers, as configured and as they told: their pages dial this relay too. */
  readonly peers: () => readonly string[];
  readonly allowedOrigins: readonly string[];
  /** Only a proxy of ours reaches the relay. */
  readonly behindProxy: boolean;
}

/**
 * Whether the request names a host that is ours. On one's own machine any web page could otherwise
 * reach the relay under a name of its own that it lets point to 127.0.0.1 (DNS rebinding).
 */
export function isOurHost(hostHeader: string | undefined, rules: VisitorRules): boolean {
  if (hostHeader === undefined) return false;
  if (!isLoopback(rules.host)) return true;
  return (
    isLoopback(hostnameOf(`http://${hostHeader}`)) ||
    hostOf(`http://${hostHeader}`) === hostOf(rules.publicUrl()) ||
    rules.isOwnHost(hostHeader, '')
  );
}

/**
 * Whether whoever sent the request may open a socket: programs, pages of this relay, of its peers
 * and of configured origins. Browsers name the page's origin, and no page can make them lie;
 * programs send none. Being on this machine is not enough: other tools serve pages there too.
 */
export function mayConnect(
  request: Pick<IncomingMessage, 'headers'>,
  rules: VisitorRules,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (rules.allowedOrigins.includes(origin)) return true;
  const page = hostOf(origin);
  if (page === undefined) return false;
  return [`http://${host ?? ''}`, rules.publicUrl(), ...rules.peers()].some(
    (url) => hostOf(url) === page,
  );
}

/** With the port. All names of this machine count as one: people type either. */
function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { host, port } = new URL(url);
  return isLoopback(hostnameOf(url)) ? `localhost:${port}` : host;
}

/** Without port and without the brackets around an IPv6 address. */
function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

/**
 * Where a request came from. Behind a proxy of one's own it is what that one noted last: what stands
 * before it anybody could have written.
 */
export function addressOf(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  isBehindProxy: boolean,
): string {
  const noted = headers['x-forwarded-for'];
  const last = (Array.isArray(noted) ? noted.join(',') : (noted ?? '')).split(',').at(-1)?.trim();
  return (isBehindProxy && last) || (socket.remoteAddress ?? '');
}
