import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod/mini';
import { listFiles } from '../scripts/list-files.ts';
import { repositoryRoot } from '../scripts/repository.ts';
import { dockerEnvironment, read, settingsIn, settingsOf } from './deployed.ts';

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      command: z.array(z.string()),
      ports: z.array(z.string()),
      volumes: z.array(z.string()),
      read_only: z.boolean(),
      tmpfs: z.array(z.string()),
      init: z.boolean(),
      stop_grace_period: z.string(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const alertsSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['critical', 'warning', 'info']) }),
          annotations: z.object({
            summary: z.string(),
            description: z.string(),
            runbook_url: z.string(),
          }),
        }),
      ),
    }),
  ),
});

test('three composed relays keep their data apart and are published on this machine only', async () => {
  const compose = composeSchema.parse(parse(await read('docker-compose.yml'), { merge: true }));
  const relays = Object.values(compose.services);
  expect(relays).toHaveLength(3);
  expect(relays.flatMap(({ ports }) => ports)).toEqual([
    '127.0.0.1:4100:4100',
    '127.0.0.1:4101:4100',
    '127.0.0.1:4102:4100',
  ]);
  const volumes = relays.flatMap((relay) => relay.volumes);
  const dataFolder = (await dockerEnvironment())['HOLDFAST_DATA'] ?? '';
  expect(volumes).toEqual(Object.keys(compose.volumes).map((name) => `${name}:${dataFolder}`));
  expect(new Set(volumes).size).toBe(3);
  for (const relay of relays) {
    expect(relay).toMatchObject({ read_only: true, init: true, stop_grace_period: '30s' });
    expect(relay.tmpfs).toEqual(['/tmp']);
  }
});

test('every composed relay has all others as peers, and settings that a relay accepts', async () => {
  const compose = composeSchema.parse(parse(await read('docker-compose.yml'), { merge: true }));
  const names = Object.keys(compose.services);
  for (const [name, { command }] of Object.entries(compose.services)) {
    const others = names.filter((other) => other !== name);
    expect(valuesOf(command, 'peer')).toEqual(others.map((other) => `http://${other}:4100`));
    expect(valuesOf(command, 'name')).toEqual([name]);
    const given = await settingsOf(command, await dockerEnvironment());
    expect(given).toMatchObject({ HOLDFAST_NAME: name, HOLDFAST_INSECURE: 'on' });
  }
});

test('the image runs as another user than root and checks itself', async () => {
  const lines = (await read('Dockerfile')).split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const instructions = last.filter((line) => /^[A-Z]/.test(line));
  const user = instructions.findIndex((line) => line === 'USER node');
  const entry = instructions.findIndex((line) => line.startsWith('ENTRYPOINT ["node",'));
  expect(user).toBeGreaterThan(0);
  expect(entry).toBeGreaterThan(user);
  expect(last.join('\n')).toMatch(
    /HEALTHCHECK [^\n]*\\\n\s+CMD \["node", "dist\/main.js", "healthcheck"\]/,
  );
});

test('Kubernetes runs as many relays as look for each other, unprivileged, without service links', async () => {
  const folder = join(repositoryRoot, 'deploy', 'kubernetes');
  const listed = z
    .object({ resources: z.array(z.string()) })
    .parse(parse(await read('deploy/kubernetes/kustomization.yaml'))).resources;
  const files = (await readdir(folder)).filter(
    (name) => name.endsWith('.yaml') && name !== 'kustomization.yaml',
  );
  expect(listed.toSorted()).toEqual(files.toSorted());
  const set: unknown = parse(await read('deploy/kubernetes/stateful-set.yaml'));
  expect(set).toMatchObject({
    kind: 'StatefulSet',
    spec: {
      replicas: 3,
      template: {
        spec: {
          enableServiceLinks: false,
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true },
          containers: [{ securityContext: { readOnlyRootFilesystem: true } }],
        },
      },
    },
  });
  expect(JSON.stringify(set)).toContain('for number in 0 1 2; do');
});

test('every alert says what to do and rests on metrics that relays have', async () => {
  const { groups } = alertsSchema.parse(parse(await read('deploy/prometheus/alerts.yaml')));
  const source = await serverSource();
  for (const { alert, expr } of groups.flatMap(({ rules }) => rules)) {
    for (const [metric] of expr.matchAll(/holdfast_\w+/g)) {
      const name = metric.replace(/_(?:bucket|sum|count)$/, '');
      expect(source, `${alert} uses ${metric}`).toContain(`'${name}'`);
    }
  }
});

test('the operating guide has a section for every alert and no other, and names metrics that relays have', async () => {
  const { groups } = alertsSchema.parse(parse(await read('deploy/prometheus/alerts.yaml')));
  const guide = await read('docs/operating.md');
  const sections = [...guide.matchAll(/^### (Holdfast\w+)$/gm)].map(([, title]) => title ?? '');
  const rules = groups.flatMap((group) => group.rules);
  expect(sections).toEqual(rules.map(({ alert }) => alert));
  for (const { alert, annotations } of rules)
    expect(annotations.runbook_url).toBe(`docs/operating.md#${alert.toLowerCase()}`);
  const source = await serverSource();
  for (const [metric] of guide.matchAll(/holdfast_\w+/g)) expect(source).toContain(`'${metric}'`);
});

test('every YAML file is free of errors', async () => {
  const paths = (await listFiles(join(repositoryRoot, 'deploy'))).filter((path) =>
    path.endsWith('.yaml'),
  );
  expect(paths.length).toBeGreaterThan(0);
  for (const path of paths) {
    for (const document of parseAllDocuments(await readFile(path, 'utf8'))) {
      expect(document.errors, path).toEqual([]);
    }
  }
});

test('the systemd unit sets only what a relay knows', async () => {
  const unit = await read('deploy/systemd/holdfast-relay.service');
  const given = await settingsOf(['relay'], settingsIn(unit));
  expect(given).toMatchObject({ HOLDFAST_LISTEN: '127.0.0.1:4100', HOLDFAST_INSECURE: 'off' });
  expect(unit).toContain('\nDynamicUser=yes\n');
});

function valuesOf(command: readonly string[], flag: string): readonly string[] {
  const start = `--${flag}=`;
  return command.filter((part) => part.startsWith(start)).map((part) => part.slice(start.length));
}

async function serverSource(): Promise<string> {
  const paths = await listFiles(join(repositoryRoot, 'server', 'src'));
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return texts.join('\n');
}
