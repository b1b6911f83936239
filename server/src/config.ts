import { z } from 'zod/mini';
import { accessProblems, accessSchemas, accessSettings } from './access/access-settings.ts';
import { closest } from './closest.ts';
import { type Setting, setting } from './config-setting.ts';
import {
  addressSchema,
  bytesSchema,
  hostAndPort,
  isLoopback,
  listenSchema,
  originSchema,
  postAddressSchema,
  switchSchema,
  wholeNumber,
  workspaceSchema,
} from './config-values.ts';
import { signInProblems, signInSchemas, signInSettings } from './sign-in/sign-in-settings.ts';

/** Everything that can be set on a relay: the one table behind flags, environment, defaults, help and checks. */
export const settings = {
  listen: setting({
    flag: 'listen',
    placeholder: 'HOST:PORT',
    schema: listenSchema,
    fallback: '127.0.0.1:4100',
    help: 'address to serve on; port 0 takes any free one',
  }),
  data: setting({
    flag: 'data',
    placeholder: 'DIR',
    schema: z.string().check(z.minLength(1)),
    fallback: '.holdfast/relay',
    help: 'folder of this relay; no other process may use it',
  }),
  peers: setting({
    flag: 'peer',
    placeholder: 'URL',
    many: true,
    schema: z.array(addressSchema),
    fallback: '',
    help: 'another relay to keep equal with',
  }),
  name: setting({
    flag: 'name',
    placeholder: 'NAME',
    schema: z.optional(
      z.string().check(z.regex(/^[\x21-\x7e]{1,64}$/, '1 to 64 printable characters, no spaces')),
    ),
    help: 'shown to people and in logs; each relay needs its own (default: HOST-PORT)',
  }),
  publicUrl: setting({
    flag: 'public-url',
    placeholder: 'URL',
    schema: z.optional(addressSchema),
    help: 'where browsers and peers reach this relay (default: the listening address)',
  }),
  workspace: setting({
    flag: 'workspace',
    placeholder: 'NAME',
    schema: workspaceSchema,
    fallback: 'demo',
    help: 'workspace that the served page opens',
  }),
  maxWorkspaces: setting({
    flag: 'max-workspaces',
    placeholder: 'N',
    schema: wholeNumber(1, 100_000),
    fallback: '100',
    help: 'workspaces this relay will hold at most',
  }),
  insecure: setting({
    flag: 'insecure',
    schema: switchSchema,
    fallback: 'no',
    help: 'serve other machines without keys: anyone who reaches the address can read and write all',
  }),
  ...accessSettings,
  allowedOrigins: setting({
    flag: 'allow-origin',
    placeholder: 'ORIGIN',
    many: true,
    schema: z.array(originSchema),
    fallback: '',
    help: 'web page origin that may connect, besides our own and those of peers',
  }),
  logLevel: setting({
    flag: 'log-level',
    placeholder: 'LEVEL',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    fallback: 'info',
    help: 'fatal, error, warn, info, debug or silent',
  }),
  metrics: setting({
    flag: 'metrics',
    placeholder: 'on|off',
    schema: switchSchema,
    fallback: 'on',
    help: 'serve /metrics',
  }),
  bundleDir: setting({
    flag: 'bundle-dir',
    placeholder: 'DIR',
    schema: z.optional(z.string().check(z.minLength(1))),
    help: 'folder for emergency bundles, one HTML file a workspace each time (default: none are made)',
  }),
  bundleEvery: setting({
    flag: 'bundle-every',
    placeholder: 'HOURS',
    schema: wholeNumber(1, 8760),
    fallback: '24',
    help: 'hours from one emergency bundle to the next',
  }),
  bundleKeep: setting({
    flag: 'bundle-keep',
    placeholder: 'N',
    schema: wholeNumber(1, 10_000),
    fallback: '7',
    help: 'emergency bundles kept of each workspace; older ones are deleted',
  }),
  webhookUrls: setting({
    flag: 'webhook-url',
    placeholder: 'URL',
    many: true,
    schema: z.array(postAddressSchema),
    fallback: '',
    help: 'where to tell what becomes of incidents; needs --webhook-secret-file',
  }),
  webhookSecretFile: setting({
    flag: 'webhook-secret-file',
    placeholder: 'FILE',
    schema: z.optional(z.string().check(z.minLength(1))),
    help: 'file with the secret that signs them, 16 characters or more',
  }),
  ...signInSettings,
  drainDelayMs: setting({
    flag: 'drain-delay-ms',
    placeholder: 'MS',
    schema: z.optional(wholeNumber(0, 60_000)),
    help: 'on SIGTERM, time between "not ready" and closing (default: 0 on loopback, else 5000)',
  }),
  maxFrameBytes: setting({
    flag: 'max-frame-bytes',
    placeholder: 'BYTES',
    schema: bytesSchema,
    fallback: '16MB',
    help: 'largest message taken from a client',
  }),
  maxQueueBytes: setting({
    flag: 'max-queue-bytes',
    placeholder: 'BYTES',
    schema: bytesSchema,
    fallback: '4MB',
    help: 'unsent live updates kept for a slow client before it is told to come again',
  }),
  maxSockets: setting({
    flag: 'max-sockets',
    placeholder: 'N',
    schema: wholeNumber(1, 1_000_000),
    fallback: '20000',
    help: 'connections in all',
  }),
  maxSocketsPerAddress: setting({
    flag: 'max-sockets-per-address',
    placeholder: 'N',
    schema: wholeNumber(1, 1_000_000),
    fallback: '5000',
    help: 'connections from one network address',
  }),
  maxMessagesPerSecond: setting({
    flag: 'max-messages-per-second',
    placeholder: 'N',
    schema: wholeNumber(1, 1_000_000),
    fallback: '1000',
    help: 'messages read from one client; more wait',
  }),
  maxBytesPerSecond: setting({
    flag: 'max-bytes-per-second',
    placeholder: 'BYTES',
    schema: bytesSchema,
    fallback: '8MB',
    help: 'bytes read from one client; more wait',
  }),
} as const;

export type SettingName = keyof typeof settings;

const configSchema = z.object({
  listen: settings.listen.schema,
  data: settings.data.schema,
  peers: settings.peers.schema,
  name: settings.name.schema,
  publicUrl: settings.publicUrl.schema,
  workspace: settings.workspace.schema,
  maxWorkspaces: settings.maxWorkspaces.schema,
  insecure: settings.insecure.schema,
  ...accessSchemas,
  allowedOrigins: settings.allowedOrigins.schema,
  logLevel: settings.logLevel.schema,
  metrics: settings.metrics.schema,
  bundleDir: settings.bundleDir.schema,
  bundleEvery: settings.bundleEvery.schema,
  bundleKeep: settings.bundleKeep.schema,
  webhookUrls: settings.webhookUrls.schema,
  webhookSecretFile: settings.webhookSecretFile.schema,
  ...signInSchemas,
  drainDelayMs: settings.drainDelayMs.schema,
  maxFrameBytes: settings.maxFrameBytes.schema,
  maxQueueBytes: settings.maxQueueBytes.schema,
  maxSockets: settings.maxSockets.schema,
  maxSocketsPerAddress: settings.maxSocketsPerAddress.schema,
  maxMessagesPerSecond: settings.maxMessagesPerSecond.schema,
  maxBytesPerSecond: settings.maxBytesPerSecond.schema,
} satisfies Record<SettingName, unknown>);
type GivenConfig = z.infer<typeof configSchema>;

/** Checked settings of a relay; nothing else reads flags or environment. */
export interface RelayConfig extends GivenConfig {
  readonly drainDelayMs: number;
}

/** What was typed: one text, several for a repeatable setting, or `true` for a bare switch. */
export type RawValue = string | readonly string[] | boolean;
export type RawFlags = { readonly [K in SettingName]?: RawValue | undefined };

export type ConfigResult =
  | { readonly ok: true; readonly config: RelayConfig }
  | { readonly ok: false; readonly problems: readonly string[] };

export const settingNames = Object.keys(settings).filter(isSettingName);

function isSettingName(name: string): name is SettingName {
  return name in settings;
}

/** What the help needs of a setting, whatever its schema. */
export function settingInfo(name: SettingName): Omit<Setting<unknown>, 'schema'> {
  return settings[name];
}

/** `HOLDFAST_PUBLIC_URL` for `publicUrl`. */
export function envName(name: SettingName): string {
  return `HOLDFAST_${settings[name].flag.replaceAll('-', '_').toUpperCase()}`;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Joins flags (they win), environment and defaults, and checks all. Problems are lines for a person. */
export function loadConfig(flags: RawFlags, env: Environment): ConfigResult {
  const problems = unknownVariables(env);
  const raw = new Map(settingNames.map((name) => [name, rawValue(name, flags, env)]));
  const parsed = configSchema.safeParse(Object.fromEntries(raw));
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      const name = String(path[0]);
      if (!isSettingName(name)) continue;
      const where = flags[name] === undefined ? envName(name) : `--${settings[name].flag}`;
      problems.push(`${where}: ${message}`);
    }
    return { ok: false, problems };
  }
  const { listen, insecure, ...rest } = parsed.data;
  const isOpen = !isLoopback(listen.host);
  problems.push(...accessProblems({ ...rest, insecure }, isOpen ? listen.host : undefined));
  if (rest.webhookUrls.length > 0 && rest.webhookSecretFile === undefined) {
    problems.push(
      'HOLDFAST_WEBHOOK_URL: receivers cannot tell who sent what is not signed. Add --webhook-secret-file',
    );
  }
  problems.push(...signInProblems(rest));
  if (problems.length > 0) return { ok: false, problems };
  const config: RelayConfig = {
    ...rest,
    listen,
    insecure,
    // Load balancers need a moment to notice; on one's own machine nobody has to wait.
    drainDelayMs: rest.drainDelayMs ?? (isOpen ? 5000 : 0),
  };
  return { ok: true, config };
}

/** The effective settings as environment lines, the way `relay --print-config` shows them. */
export function printConfig(config: RelayConfig): string {
  return settingNames.map((name) => `${envName(name)}=${shown(config[name])}`).join('\n');
}

function shown(value: RelayConfig[SettingName]): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'object' && 'port' in value) return hostAndPort(value);
  return Array.isArray(value) ? value.join(',') : String(value);
}

function rawValue(name: SettingName, flags: RawFlags, env: Environment): unknown {
  const { fallback, many } = settingInfo(name);
  const raw = flags[name] ?? env[envName(name)] ?? fallback;
  if (raw === true) return 'on';
  if (many !== true || typeof raw !== 'string') return raw;
  return raw.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

function unknownVariables(env: Environment): string[] {
  const prefix = 'HOLDFAST_';
  const known = settingNames.map(envName);
  const endings = known.map((name) => name.slice(prefix.length));
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .map((name) => {
      // What all have in common makes nothing near.
      const guess = closest(name.slice(prefix.length), endings);
      return `${name} is not a setting${guess === undefined ? '' : `; did you mean ${prefix}${guess}?`}`;
    });
}
