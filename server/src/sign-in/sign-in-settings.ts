import { z } from 'zod/mini';
import { setting } from '../config-setting.ts';
import { issuerSchema, wholeNumber } from '../config-values.ts';

/** What can be set about signing in with a provider: part of the table in `config.ts`. */
export const signInSettings = {
  oidcIssuer: setting({
    flag: 'oidc-issuer',
    placeholder: 'URL',
    schema: z.optional(issuerSchema),
    help: 'provider that people may sign in with (OpenID Connect); see docs/sign-in.md',
  }),
  oidcClientId: setting({
    flag: 'oidc-client-id',
    placeholder: 'ID',
    schema: z.optional(z.string().check(z.minLength(1))),
    help: 'what the provider knows this relay by',
  }),
  oidcClientSecretFile: setting({
    flag: 'oidc-client-secret-file',
    placeholder: 'FILE',
    schema: z.optional(z.string().check(z.minLength(1))),
    help: 'file with the secret that the provider gave (default: a client without one)',
  }),
  oidcName: setting({
    flag: 'oidc-name',
    placeholder: 'WORDS',
    schema: z.optional(z.string().check(z.regex(/^[^\p{Cc}]{1,60}$/u, '1 to 60 characters'))),
    help: 'what people call the provider (default: its host)',
  }),
  oidcRoles: setting({
    flag: 'oidc-roles',
    placeholder: 'FILE',
    schema: z.optional(z.string().check(z.minLength(1))),
    help: 'JSON file that says which group of the provider has which role; others are refused',
  }),
  oidcGrace: setting({
    flag: 'oidc-grace',
    placeholder: 'HOURS',
    schema: z.optional(wholeNumber(1, 8760)),
    help: 'hours that a sign-in goes on without the provider (default: the days that the workspace says)',
  }),
  signInKeys: setting({
    flag: 'sign-in-key',
    placeholder: 'FILE',
    many: true,
    schema: z.array(z.string()),
    fallback: '',
    help: 'private key that signs for those who sign in, one a workspace (holdfast keys create --for sign-in)',
  }),
} as const;

export const signInSchemas = {
  oidcIssuer: signInSettings.oidcIssuer.schema,
  oidcClientId: signInSettings.oidcClientId.schema,
  oidcClientSecretFile: signInSettings.oidcClientSecretFile.schema,
  oidcName: signInSettings.oidcName.schema,
  oidcRoles: signInSettings.oidcRoles.schema,
  oidcGrace: signInSettings.oidcGrace.schema,
  signInKeys: signInSettings.signInKeys.schema,
} satisfies Record<keyof typeof signInSettings, unknown>;

const signInConfigSchema = z.object(signInSchemas);
export type SignInConfig = z.infer<typeof signInConfigSchema>;

/** Signing in needs all that belongs to it, or nothing of it. */
export function signInProblems(config: SignInConfig): readonly string[] {
  if (config.oidcIssuer === undefined) return [];
  const missing = [
    ...(config.oidcClientId === undefined ? ['--oidc-client-id'] : []),
    ...(config.oidcRoles === undefined ? ['--oidc-roles'] : []),
    ...(config.signInKeys.length === 0 ? ['--sign-in-key'] : []),
  ];
  if (missing.length === 0) return [];
  return [`--oidc-issuer needs ${missing.join(' and ')} besides; see docs/sign-in.md`];
}
