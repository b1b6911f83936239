import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod/mini';
import { readCredentials } from '../server/src/access/credentials.ts';
import { openTrustedKeys } from '../server/src/access/trusted-keys.ts';
import { createCommandFixture } from '../server/src/cli/command-fixture.ts';
import { until } from '../server/src/relay/relay-fixture.ts';
import type { Relay } from '../server/src/relay/relay.ts';
import { commandsIn, dockerEnvironment, read, settingsIn, settingsOf } from './deployed.ts';

/** What the files for relays with keys say to do is done, and what they pass on is given to relays. */
const fixture = createCommandFixture();
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const mountSchema = z.object({
  source: z.string(),
  target: z.string(),
  read_only: z.optional(z.boolean()),
  bind: z.object({ create_host_path: z.literal(false) }),
});
const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.optional(z.array(z.string())),
      profiles: z.optional(z.array(z.string())),
      volumes: z.array(mountSchema),
    }),
  ),
});

/** Runs the commands of a comment, with `access/*.pub.json` spelled out as a shell does. */
async function runAll(commands: readonly (readonly string[])[]): Promise<string> {
  let last = '';
  for (const words of commands) {
    const spelled = words.flatMap((word) => (word.includes('*') ? filesLike(word) : [word]));
    const ran = await fixture.holdfast(...spelled);
    expect(ran, ran.messages).toMatchObject({ exitCode: 0 });
    last = ran.data.trim();
  }
  return last;
}

function filesLike(pattern: string): readonly string[] {
  const ending = pattern.slice(pattern.lastIndexOf('*') + 1);
  return readdirSync(join(folder, dirname(pattern)))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(dirname(pattern), name));
}

/** What is in a folder lets peers in, and itself to peers. */
async function expectUsable(keys: string, credentials: string, name: string): Promise<void> {
  const trusted = openTrustedKeys(keys);
  expect(trusted.problems()).toEqual([]);
  expect([...trusted.current().values()]).toMatchObject([{ ws: 'demo' }]);
  trusted.close();
  expect(readdirSync(keys).some((file) => file.endsWith('.key.json'))).toBe(false);
  const own = await readCredentials(credentials, 'demo');
  const inspected = await fixture.holdfast('token', 'inspect', own.token, '--keys', keys, '--json');
  expect(JSON.parse(inspected.data)).toMatchObject({ role: 'peer', name });
  expect(inspected.exitCode).toBe(0);
}

test('composed relays with keys find each other with what their commands made, and let the first admin in', async () => {
  const text = await read('docker-compose.keys.yml');
  const { services } = composeSchema.parse(parse(text));
  const relays = Object.entries(services).filter(([, { profiles }]) => profiles === undefined);
  expect(relays.map(([name]) => name)).toEqual(['relay-a', 'relay-b', 'relay-c']);
  const link = await runAll(commandsIn(text, 'docker compose run --rm holdfast'));
  const running: Relay[] = [];
  for (const [name, { command = [], volumes }] of relays) {
    const given = await settingsOf(command, await dockerEnvironment());
    expect(given).toMatchObject({ HOLDFAST_NAME: name, HOLDFAST_INSECURE: 'off' });
    expect(given['HOLDFAST_PEER']?.split(',')).toEqual(
      relays.flatMap(([other]) => (other === name ? [] : [`ws://${other}:4100`])),
    );
    expect(volumes.every((volume) => volume.read_only === true)).toBe(true);
    const mounted = (target: string | undefined): string =>
      join(folder, volumes.find((volume) => volume.target === target)?.source ?? 'not mounted');
    const keys = mounted(given['HOLDFAST_KEYS']);
    const credentials = mounted(given['HOLDFAST_CREDENTIALS']);
    await expectUsable(keys, credentials, name);
    running.push(
      await fixture.start({
        ...{ name, keys, credentials, behindProxy: true },
        peers: running.map(({ address }) => String(address)),
      }),
    );
  }
  await fixture.holdfast('token', 'use', link, '--credentials', 'admin');
  const flags = running.flatMap(({ address }) => ['--relay', String(address)]);
  const as = (...args: string[]) => fixture.holdfast(...args, ...flags, '--credentials', 'admin');
  expect((await as('list', 'documents')).exitCode).toBe(0);
  expect((await fixture.holdfast('list', 'documents', ...flags)).exitCode).toBe(1);
  await until(async () => {
    const { data } = await as('status');
    return data.match(/has everything/g)?.length === 3;
  });
});

test('the secret half of a key is mounted into no relay', async () => {
  const { services } = composeSchema.parse(parse(await read('docker-compose.keys.yml')));
  const keys = commandsIn(
    await read('docker-compose.keys.yml'),
    'docker compose run --rm holdfast',
  ).find(([first, second]) => first === 'keys' && second === 'create');
  const secret = keys?.at(-1) ?? '';
  expect(secret).toBe('access/secret');
  for (const [name, { volumes }] of Object.entries(services)) {
    if (name === 'holdfast') continue;
    for (const { source } of volumes) expect(`./${secret}/`).not.toContain(`${source}/`);
  }
});

const kustomizationSchema = z.object({
  configMapGenerator: z.array(z.object({ name: z.string(), files: z.array(z.string()) })),
  secretGenerator: z.array(z.object({ name: z.string(), files: z.array(z.string()) })),
});
const itemsSchema = z.array(z.object({ key: z.string(), path: z.string() }));
const setSchema = z.object({
  spec: z.object({
    replicas: z.number(),
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.object({
            args: z.tuple([z.string()]),
            volumeMounts: z.array(
              z.object({
                name: z.string(),
                mountPath: z.string(),
                subPathExpr: z.optional(z.string()),
                readOnly: z.optional(z.boolean()),
              }),
            ),
          }),
        ]),
        volumes: z.array(
          z.looseObject({
            name: z.string(),
            configMap: z.optional(z.object({ name: z.string() })),
            secret: z.optional(z.object({ secretName: z.string(), items: itemsSchema })),
          }),
        ),
      }),
    }),
  }),
});

test('each relay in Kubernetes gets the public key and its own credentials, and settings that it accepts', async () => {
  const text = await read('deploy/kubernetes/kustomization.yaml');
  const { configMapGenerator, secretGenerator } = kustomizationSchema.parse(parse(text));
  const { spec } = setSchema.parse(parse(await read('deploy/kubernetes/stateful-set.yaml')));
  const [{ args, volumeMounts }] = spec.template.spec.containers;
  const { volumes } = spec.template.spec;
  await runAll(commandsIn(text, 'holdfast').filter(([first]) => first !== 'invite'));
  const [key = ''] = filesLike('~/holdfast-demo/*.pub.json');
  copyFileSync(join(folder, key), join(folder, 'access/workspace.pub.json'));

  const [publicKeys] = configMapGenerator;
  const [credentials] = secretGenerator;
  const volumeOf = (name: string) => volumes.find((volume) => volume.name === name);
  expect(volumeOf('keys')?.configMap?.name).toBe(publicKeys?.name);
  expect(volumeOf('credentials')?.secret?.secretName).toBe(credentials?.name);
  const mounted = join(folder, 'mounted');
  for (const file of publicKeys?.files ?? []) put(file, join(mounted, 'keys', file.slice(7)));
  const made = new Map(
    credentials?.files.map((file): [string, string] => {
      const [name = '', path = ''] = file.split('=');
      return [name, path];
    }),
  );
  const items = volumeOf('credentials')?.secret?.items ?? [];
  expect(items.map((item) => item.key).toSorted()).toEqual([...made.keys()].toSorted());
  for (const item of items) put(made.get(item.key) ?? '', join(mounted, item.path));

  const firstPeers: string[] = [];
  for (let number = 0; number < spec.replicas; number += 1) {
    const name = `holdfast-${number}`;
    const given = await settingsOf(podCommand(args[0], name), await dockerEnvironment());
    expect(given).toMatchObject({ HOLDFAST_NAME: name, HOLDFAST_INSECURE: 'off' });
    expect(given['HOLDFAST_PEER']?.split(',')).toHaveLength(spec.replicas - 1);
    // Keys are taken under the name that the others dial, only if a relay knows it as its own.
    expect(given['HOLDFAST_ALSO_KNOWN_AS']).toBe(`${name}.holdfast:4100`);
    if (number > 0) expect(firstPeers).toContain(`ws://${given['HOLDFAST_ALSO_KNOWN_AS']}`);
    else firstPeers.push(...(given['HOLDFAST_PEER']?.split(',') ?? []));
    expect(volumeMounts).toContainEqual({
      ...{ name: 'keys', mountPath: given['HOLDFAST_KEYS'], readOnly: true },
    });
    expect(volumeMounts).toContainEqual({
      ...{ name: 'credentials', mountPath: given['HOLDFAST_CREDENTIALS'], readOnly: true },
      subPathExpr: '$(POD_NAME)',
    });
    await expectUsable(join(mounted, 'keys'), join(mounted, name), name);
  }
});

function put(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(join(folder, from), to);
}

/** What the shell of a pod makes of its script, as words of the command line. */
function podCommand(script: string, pod: string): readonly string[] {
  const shown = script.replace(
    'exec node --enable-source-maps dist/main.js',
    String.raw`printf '%s\n'`,
  );
  expect(shown).not.toBe(script);
  const env = { PATH: process.env['PATH'], HOSTNAME: pod };
  return execFileSync('sh', ['-c', shown], { env, encoding: 'utf8' }).trim().split('\n');
}

test('the systemd unit with keys hands the relay what it looks for, and keeps its guards', async () => {
  const unit = await read('deploy/systemd/holdfast-relay.service');
  const keyed = await read('deploy/systemd/holdfast-relay.service.d/keys.conf');
  const example = settingsIn(keyed.replaceAll(/^#   (?=HOLDFAST_)/gm, ''));
  const given = await settingsOf(['relay'], { ...settingsIn(unit), ...example });
  expect(given).toMatchObject({
    HOLDFAST_LISTEN: '127.0.0.1:4100',
    HOLDFAST_KEYS: '/etc/holdfast/keys',
    HOLDFAST_CREDENTIALS: '%d',
    HOLDFAST_BEHIND_PROXY: 'on',
    HOLDFAST_INSECURE: 'off',
  });
  // It adds to the unit and takes nothing back.
  const added = keyed.split('\n').filter((line) => /^\w+=/.test(line));
  expect(added.every((line) => /^(?:Environment|LoadCredential)=\S/.test(line))).toBe(true);

  const dir = ['--workspace', 'demo', '--dir', 'secret'];
  await fixture.holdfast('keys', 'create', ...dir);
  const peer = ['--role', 'peer', '--name', 'relay-a', '--into', 'etc/credentials'];
  await fixture.holdfast('token', 'issue', ...dir, ...peer);
  await runAll([['keys', 'trust', 'secret/*.pub.json', '--keys', 'etc/keys']]);
  const handed = join(folder, 'handed');
  for (const [, name = '', path = ''] of keyed.matchAll(/^LoadCredential=(.+?):(.+)$/gm))
    put(path.replace('/etc/holdfast', 'etc'), join(handed, name));
  await expectUsable(join(folder, 'etc/keys'), handed, 'relay-a');
});
