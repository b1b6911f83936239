import { z } from 'zod/mini';
import { workspaceNameSchema } from '@holdfast/shared/protocol/names';
import { relayAddress } from './relay/relay-address.ts';

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** A schema that turns text into `T`; `read` answers undefined for what does not fit `wanted`. */
function textAs<T>(wanted: string, read: (text: string) => T | undefined) {
  return z.pipe(
    z.string(),
    z.transform((text, context) => {
      const value = read(text.trim());
      if (value !== undefined) return value;
      context.issues.push({ code: 'custom', message: `"${text}" is not ${wanted}`, input: text });
      return z.NEVER;
    }),
  );
}

/** `127.0.0.1:4100`, `[::1]:4100`, `:4100` (all addresses). */
export const listenSchema = textAs(
  'an address such as 127.0.0.1:4100',
  (text): HostPort | undefined => {
    const [, bracketed, plain, digits] =
      /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]*)):(\d{1,5})$/i.exec(text) ?? [];
    const port = Number(digits);
    if (digits === undefined || port > 65_535) return undefined;
    return { host: bracketed ?? (plain === '' || plain === undefined ? '0.0.0.0' : plain), port };
  },
);

export function hostAndPort({ host, port }: HostPort): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Whether it stands for all addresses of this machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Whether only this machine can reach `host`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

/** A relay's address; kept as `ws://host:port` or `wss://host`. */
export const addressSchema = textAs(
  'a relay address such as https://relay.example.org',
  relayAddress,
);

/** `relay-a`, `relay-a:4100`, `https://relay-a.internal`: kept as host and port. */
export const hostSchema = textAs('a host such as relay-a.internal or relay-a:4100', (text) =>
  relayAddress(text)?.replace(/^wss?:\/\//, ''),
);

export const workspaceSchema = textAs(
  'a workspace name such as acme-payments (small letters, digits, dashes; not device)',
  (text) => workspaceNameSchema.safeParse(text).data,
);

/** `https://ops.example.org`: scheme and host of the pages allowed to connect. */
export const originSchema = textAs('an origin such as https://ops.example.org', (text) => {
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && pathname === '/' ? origin : undefined;
});

const switchWords: Readonly<Record<string, boolean>> = {
  on: true,
  yes: true,
  true: true,
  '1': true,
  off: false,
  no: false,
  false: false,
  '0': false,
};

export const switchSchema = textAs('on or off', (text) => switchWords[text.toLowerCase()]);

export function wholeNumber(least: number, most: number) {
  return textAs(`a whole number from ${least} to ${most}`, (text) => {
    const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

const factors: Readonly<Record<string, number>> = { '': 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 };

/** `65536`, `64KB`, `16MB`; KB is 1,024 bytes. */
export const bytesSchema = textAs('a size such as 65536, 64KB or 16MB (1 KB to 1 GB)', (text) => {
  const [, digits, unit = ''] = /^(\d{1,10})\s*([KMG]B)?$/i.exec(text) ?? [];
  const value = Number(digits) * (factors[unit.toUpperCase()] ?? 1);
  return value >= 1024 && value <= 1024 ** 3 ? value : undefined;
});

/** Where something is posted to. A password in it would be shown wherever settings are. */
export const postAddressSchema = textAs(
  'a web address without user and password, such as https://hooks.example.org/holdfast',
  (text) => {
    if (!URL.canParse(text)) return undefined;
    const { protocol, username, password, href } = new URL(text);
    return /^https?:$/.test(protocol) && username === '' && password === '' ? href : undefined;
  },
);

/** What a provider calls itself; compared letter by letter with what it says. Only one of this machine may do without TLS. */
export const issuerSchema = textAs(
  'the https address of a provider, such as https://login.example.org',
  (text) => {
    if (!URL.canParse(text)) return undefined;
    const { protocol, hostname, username, password, search, hash } = new URL(text);
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    return isSafe && `${username}${password}${search}${hash}` === '' ? text : undefined;
  },
);
