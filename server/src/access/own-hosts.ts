import { hostname, networkInterfaces } from 'node:os';
import { hostAndPort, type HostPort, isLoopback, isWildcard } from '../config-values.ts';

/** Under which names this relay may be meant. Hosts are with their port, where it is not the scheme's own. */
export interface OwnHosts {
  /** Whether `host` is this relay, for somebody at the network address `from`. */
  isOwn(host: string, from: string): boolean;
  /** All names that a request may have been signed for, which came under the name in its header `Host`. */
  audiences(host: string, from: string): readonly string[];
}

interface OwnHostsConfig {
  readonly listen: HostPort;
  /** `ws://host:port` */
  readonly publicUrl?: string | undefined;
  /** As configured: a name without a port is meant with its own port, and with none. */
  readonly alsoKnownAs: readonly string[];
}

/**
 * The names of this relay, by its settings and by its machine, and never by what a visitor calls it. A
 * device signs for the host that it dialled: what it signed for a relay that passes it on must be of no
 * use here. `port`: the one that it really got.
 */
export function createOwnHosts(
  { listen: { host: listening }, publicUrl, alsoKnownAs }: OwnHostsConfig,
  port: () => number,
): OwnHosts {
  const named = (name: string): string => `${name}:${port()}`;
  const configured = (): readonly string[] =>
    [
      ...(publicUrl === undefined ? [] : [new URL(publicUrl).host]),
      ...alsoKnownAs.flatMap((name) => (/:\d+$/.test(name) ? [name] : [name, named(name)])),
    ].flatMap((name) => normal(name) ?? []);

  /** Of this machine: what others can tell it from other machines by. */
  function local(): readonly string[] {
    if (isLoopback(listening)) return [];
    const own = hostname();
    const names = isWildcard(listening) ? addresses() : [listening];
    return [own, own.split('.')[0] ?? own, ...names].flatMap(
      (name) => normal(hostAndPort({ host: name, port: port() })) ?? [],
    );
  }

  function isOwn(host: string, from: string): boolean {
    const asked = normal(host);
    if (asked === undefined) return false;
    if (configured().includes(asked)) return true;
    const { hostname: name, port: at } = new URL(`http://${asked}`);
    // Every machine has these: they are this one for whoever is on it.
    if (isLoopback(bare(name))) {
      const ports = at === '' ? [80, 443] : [Number(at)];
      return isLoopback(from.replace(/^::ffff:/, '')) && ports.includes(port());
    }
    return local().includes(asked);
  }

  return {
    isOwn,
    audiences: (host, from) => [
      ...new Set([...(isOwn(host, from) ? [host.toLowerCase()] : []), ...configured()]),
    ],
  };
}

function addresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((some) => some ?? [])
    .flatMap(({ address, internal }) => (internal ? [] : [address]));
}

/** As a URL has it, without the ports that schemes have of their own; undefined for what is no host. */
function normal(host: string): string | undefined {
  const url = `http://${host}`;
  if (!/^[^\s/?#@%\\]+$/.test(host) || !URL.canParse(url)) return undefined;
  return new URL(url).host.replace(/:443$/, '');
}

/** Without the brackets around an IPv6 address. */
function bare(name: string): string {
  return name.replace(/^\[|\]$/g, '');
}
