import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config-values.ts';

export interface VisitorRules {
  /** Where the relay listens. */
  readonly host: string;
  /** Its address as others know it, `ws://host:port`; undefined where it does not know itself. */
  readonly publicUrl: () => string | undefined;
  readonly allowedOrigins: readonly string[];
}

/**
 * Whether the request names a host that is ours. On one's own machine any web page could otherwise
 * reach the relay under a name of its own that it lets point to 127.0.0.1 (DNS rebinding).
 */
export function isOurHost(hostHeader: string | undefined, rules: VisitorRules): boolean {
  if (hostHeader === undefined) return false;
  if (!isLoopback(rules.host)) return true;
  return isLoopback(hostnameOf(`http://${hostHeader}`)) || hostHeader === hostOf(rules.publicUrl());
}

/**
 * Whether whoever sent the request may open a socket. Browsers name the page's origin, and no page
 * can make them lie; programs send none.
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
  return isLoopback(hostnameOf(origin)) || page === host || page === hostOf(rules.publicUrl());
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}

/** Without port and without the brackets around an IPv6 address. */
function hostnameOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}
