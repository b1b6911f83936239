import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createOwnHosts, type OwnHosts } from './own-hosts.ts';
import { reachableHost } from './keyed-fixture.ts';

const outside = '198.51.100.7';

function hostsOf(
  host: string,
  change: { readonly publicUrl?: string; readonly alsoKnownAs?: readonly string[] } = {},
  port = 4100,
): OwnHosts {
  return createOwnHosts({ listen: { host, port: 0 }, alsoKnownAs: [], ...change }, () => port);
}

describe('a relay is known', () => {
  it('by the address that it listens on', () => {
    const hosts = hostsOf('192.0.2.1');
    expect(hosts.isOwn('192.0.2.1:4100', outside)).toBe(true);
    for (const other of [
      '192.0.2.1',
      '192.0.2.1:4101',
      '192.0.2.2:4100',
      '',
      'a b',
      'x/192.0.2.1:4100',
    ])
      expect(hosts.isOwn(other, outside), other).toBe(false);
    expect(hostsOf('2001:db8::1').isOwn('[2001:DB8:0::1]:4100', outside)).toBe(true);
  });

  it('by names and addresses of its machine, where it listens on all', () => {
    const hosts = hostsOf('0.0.0.0');
    expect(hosts.isOwn(`${hostname()}:4100`, outside)).toBe(true);
    expect(hosts.isOwn(`${hostname().toUpperCase()}:4100`, outside)).toBe(true);
    expect(hosts.isOwn(`${hostname()}:4101`, outside)).toBe(false);
    const address = reachableHost();
    expect(hosts.isOwn(`${address}:4100`, address)).toBe(true);
    expect(hosts.isOwn('0.0.0.0:4100', outside)).toBe(false);
  });

  it('by loopback names only to whoever is on its machine', () => {
    for (const listening of ['127.0.0.1', '0.0.0.0', '::'])
      for (const name of ['127.0.0.1:4100', 'localhost:4100', '[::1]:4100']) {
        const hosts = hostsOf(listening);
        expect(hosts.isOwn(name, '127.0.0.1')).toBe(true);
        expect(hosts.isOwn(name, '::ffff:127.0.0.1')).toBe(true);
        expect(hosts.isOwn(name, outside)).toBe(false);
        expect(hosts.isOwn(name, '')).toBe(false);
        expect(hosts.isOwn(name.replace('4100', '4101'), '127.0.0.1')).toBe(false);
      }
    expect(hostsOf('127.0.0.1').isOwn(`${hostname()}:4100`, '127.0.0.1')).toBe(false);
    expect(hostsOf('127.0.0.1', {}, 443).isOwn('localhost', '127.0.0.1')).toBe(true);
  });

  it('by what it was told, wherever somebody is', () => {
    const hosts = hostsOf('127.0.0.1', {
      publicUrl: 'wss://relay-a.example',
      alsoKnownAs: ['relay-a', 'a.internal:8443', 'localhost:9000'],
    });
    for (const name of [
      ...['relay-a.example', 'RELAY-A.example:443', 'relay-a', 'relay-a:4100'],
      ...['a.internal:8443', 'localhost:9000'],
    ])
      expect(hosts.isOwn(name, outside), name).toBe(true);
    for (const name of ['relay-a.example:4100', 'relay-a:4101', 'a.internal', 'localhost:4100'])
      expect(hosts.isOwn(name, outside), name).toBe(false);
  });

  it('under the name that a request has only if that is its own', () => {
    const hosts = hostsOf('192.0.2.1', { publicUrl: 'wss://relay-a.example' });
    expect(hosts.audiences('192.0.2.1:4100', outside)).toEqual([
      '192.0.2.1:4100',
      'relay-a.example',
    ]);
    expect(hosts.audiences('evil.example', outside)).toEqual(['relay-a.example']);
    expect(hostsOf('192.0.2.1').audiences('evil.example', outside)).toEqual([]);
  });
});
