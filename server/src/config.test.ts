import { describe, expect, test } from 'vitest';
import {
  envName,
  loadConfig,
  printConfig,
  settingInfo,
  settingNames,
  type RawFlags,
  type RelayConfig,
} from './config.ts';

function configOf(flags: RawFlags = {}, env: Record<string, string> = {}): RelayConfig {
  const result = loadConfig(flags, env);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.config;
}

function problemsOf(flags: RawFlags, env: Record<string, string> = {}): readonly string[] {
  const result = loadConfig(flags, env);
  return result.ok ? [] : result.problems;
}

describe('settings', () => {
  test('without any, are safe for one machine', () => {
    expect(configOf()).toMatchObject({
      listen: { host: '127.0.0.1', port: 4100 },
      peers: [],
      workspace: 'demo',
      insecure: false,
      drainDelayMs: 0,
      maxFrameBytes: 16 * 1024 * 1024,
      metrics: true,
    });
  });

  test('come from flags first, then the environment', () => {
    const env = { HOLDFAST_LISTEN: '127.0.0.1:5000', HOLDFAST_NAME: 'from-env', PATH: '/bin' };
    expect(configOf({ name: 'from-flag' }, env)).toMatchObject({
      listen: { host: '127.0.0.1', port: 5000 },
      name: 'from-flag',
    });
  });

  test('that repeat are flags given twice, or a list with commas', () => {
    const peers = ['ws://127.0.0.1:4101', 'wss://relay.example.org'];
    expect(
      configOf({ peers: ['http://127.0.0.1:4101', 'https://relay.example.org/'] }).peers,
    ).toEqual(peers);
    expect(
      configOf({}, { HOLDFAST_PEER: '127.0.0.1:4101, wss://relay.example.org' }).peers,
    ).toEqual(peers);
  });

  test('all have one environment name each, and all defaults are valid', () => {
    expect(new Set(settingNames.map(envName)).size).toBe(settingNames.length);
    expect(envName('publicUrl')).toBe('HOLDFAST_PUBLIC_URL');
    expect(settingNames.every((name) => settingInfo(name).help !== '')).toBe(true);
  });

  test('print as the environment that gives the same settings again', () => {
    const config = configOf({
      peers: ['a:1', 'b:2'],
      listen: '[::1]:0',
      maxFrameBytes: '64KB',
      insecure: true,
    });
    const lines = printConfig(config).split('\n');
    const env = Object.fromEntries(
      lines.flatMap((line) => {
        const [name = '', value = ''] = line.split(/=(.*)/s);
        return value === '' ? [] : [[name, value]];
      }),
    );
    expect(configOf({}, env)).toEqual(config);
  });
});

describe('wrong settings', () => {
  test('an unknown variable is an error that suggests the right one', () => {
    expect(problemsOf({}, { HOLDFAST_LISTN: 'x' })).toEqual([
      'HOLDFAST_LISTN is not a setting; did you mean HOLDFAST_LISTEN?',
    ]);
    for (const far of ['HOLDFAST_QQQQQQQQQQQQ', 'HOLDFAST_FOO'])
      expect(problemsOf({}, { [far]: 'x' })).toEqual([`${far} is not a setting`]);
  });

  test('each problem names the flag or variable it came from', () => {
    const problems = problemsOf(
      { listen: 'nowhere', maxSockets: '-1' },
      { HOLDFAST_PEER: 'ftp://x', HOLDFAST_WORKSPACE: 'No Spaces' },
    );
    expect(new Set(problems.map((problem) => problem.split(':')[0]))).toEqual(
      new Set(['--listen', '--max-sockets', 'HOLDFAST_PEER', 'HOLDFAST_WORKSPACE']),
    );
  });

  test.each(['127.0.0.1', '127.0.0.1:', '127.0.0.1:99999', 'http://x:1', '::1:80'])(
    'the listening address %s is refused',
    (listen) => {
      expect(problemsOf({ listen })).toHaveLength(1);
    },
  );

  test('an address with a password in it is refused', () => {
    expect(problemsOf({ peers: ['https://user:word@relay.example.org'] })).toHaveLength(1);
  });
});

describe('an address that others can reach', () => {
  test.each(['0.0.0.0:4100', ':4100', '[::]:4100', '10.0.0.1:4100', 'relay.example.org:4100'])(
    '%s is refused, and the line says why',
    (listen) => {
      expect(problemsOf({ listen })).toEqual([expect.stringMatching(/anyone .* --insecure/)]);
    },
  );

  test('is taken when that is said to be meant', () => {
    expect(configOf({ listen: '0.0.0.0:4100', insecure: true })).toMatchObject({
      insecure: true,
      drainDelayMs: 5000,
    });
  });

  test.each(['127.0.0.1:1', '127.3.4.5:1', '[::1]:1', 'localhost:1'])('%s is not one', (listen) => {
    expect(problemsOf({ listen })).toEqual([]);
  });
});

test.each(['http://a b:4100', '127.0.0.1%3A4100', 'ws://%61:1'])('%s is no address', (peer) => {
  expect(loadConfig({ peers: [peer] }, {}).ok).toBe(false);
});

describe('signing in', () => {
  const all = {
    oidcIssuer: 'https://login.example.org',
    oidcClientId: 'holdfast',
    oidcRoles: 'roles.json',
    signInKeys: 'key.json',
  };

  test('needs all that belongs to it', () => {
    expect(loadConfig(all, {}).ok).toBe(true);
    const { oidcRoles: _, ...less } = all;
    expect(loadConfig(less, {})).toMatchObject({
      problems: [expect.stringMatching('--oidc-issuer needs --oidc-roles')],
    });
  });

  test.each(['http://login.example.org', 'https://a:b@login.example.org', 'login', 'https://x/?y'])(
    'does not go over %s',
    (oidcIssuer) => {
      expect(loadConfig({ ...all, oidcIssuer }, {}).ok).toBe(false);
    },
  );

  test('goes without TLS on this machine alone', () => {
    expect(loadConfig({ ...all, oidcIssuer: 'http://127.0.0.1:4000' }, {}).ok).toBe(true);
  });
});
