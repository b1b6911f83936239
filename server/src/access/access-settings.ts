import { z } from 'zod/mini';
import { setting } from '../config-setting.ts';
import { hostSchema, switchSchema } from '../config-values.ts';

const path = z.optional(z.string().check(z.minLength(1)));

/** What can be set about who may do what: part of the table in `config.ts`. */
export const accessSettings = {
  keys: setting({
    flag: 'keys',
    placeholder: 'DIR',
    schema: path,
    help: 'folder of public keys: only who shows what one of them signed is let in (default: everybody is, on this machine)',
  }),
  credentials: setting({
    flag: 'credentials',
    placeholder: 'DIR',
    schema: path,
    help: 'folder with the key of this relay and its tokens: what it shows to its peers',
  }),
  behindProxy: setting({
    flag: 'behind-proxy',
    schema: switchSchema,
    fallback: 'no',
    help: 'something in front of this relay serves TLS, and nobody reaches the relay but through it',
  }),
  alsoKnownAs: setting({
    flag: 'also-known-as',
    placeholder: 'HOST',
    many: true,
    schema: z.array(hostSchema),
    fallback: '',
    help: 'host, with port where it is another than that of --listen, under which devices and peers also reach this relay; keys are taken for no other name than its own',
  }),
  tlsCert: setting({
    flag: 'tls-cert',
    placeholder: 'FILE',
    schema: path,
    help: 'certificate chain (PEM) to serve TLS with; read again when it changes',
  }),
  tlsKey: setting({
    flag: 'tls-key',
    placeholder: 'FILE',
    schema: path,
    help: 'private key of that certificate (PEM)',
  }),
} as const;

export const accessSchemas = {
  keys: accessSettings.keys.schema,
  credentials: accessSettings.credentials.schema,
  behindProxy: accessSettings.behindProxy.schema,
  alsoKnownAs: accessSettings.alsoKnownAs.schema,
  tlsCert: accessSettings.tlsCert.schema,
  tlsKey: accessSettings.tlsKey.schema,
} satisfies Record<keyof typeof accessSettings, unknown>;

const accessConfigSchema = z.object(accessSchemas);
export type AccessConfig = z.infer<typeof accessConfigSchema>;

/** What does not go together, as lines for a person. `openTo`: the address, where other machines can reach it. */
export function accessProblems(
  config: AccessConfig & { readonly insecure: boolean },
  openTo: string | undefined,
): readonly string[] {
  const { keys, insecure, behindProxy, tlsCert, tlsKey } = config;
  const problems: string[] = [];
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    problems.push('--tls-cert and --tls-key go together: give both');
  }
  if (keys !== undefined && insecure) {
    problems.push('--insecure lets everybody in, and --keys does not: leave one of them out');
  }
  if (openTo === undefined || insecure) return problems;
  if (keys === undefined) {
    problems.push(
      `Refused to listen on ${openTo}: other machines could reach it, and without keys anyone ` +
        'who does can read and change everything. Listen on 127.0.0.1, or add --keys (see ' +
        'docs/access.md), or --insecure if that is meant',
    );
  } else if (!behindProxy && tlsCert === undefined) {
    problems.push(
      `Refused to listen on ${openTo} without TLS: whoever is on the way could read everything. ` +
        'Add --tls-cert and --tls-key, or --behind-proxy where something in front of it serves TLS',
    );
  }
  return problems;
}
