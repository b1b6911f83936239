import { z } from 'zod/mini';
import { workspaceStatusSchema } from '../status.ts';
import { type AskedAs, askRelay } from './ask-relay.ts';
import type { RelayFacts } from './doctor-findings.ts';

const versionSchema = z.object({ version: z.string() });
const bootstrapSchema = z.object({ relays: z.array(z.string()) });

export interface AskedRelay extends Omit<RelayFacts, 'region' | 'provider'> {
  /** Addresses of relays that it tells everybody. */
  readonly told: readonly string[];
}

/** Asks a running relay what it tells strangers, and with credentials, how it is. */
export async function examineRelay(
  url: string,
  workspace: string,
  as: AskedAs | undefined,
): Promise<AskedRelay> {
  try {
    const before = Date.now();
    const answer = await askRelay(url, '/version');
    const said = Date.parse(answer.headers.get('date') ?? '');
    // The header has whole seconds: on average the clock is half a second further.
    const between = (before + Date.now()) / 2;
    const skewMs = Number.isNaN(said) ? undefined : said + 500 - between;
    const { version } = versionSchema.parse(await answer.json());
    const strangers = await askRelay(url, '/api/v1/workspaces');
    await strangers.body?.cancel();
    const status = await askRelay(url, `/api/v1/${workspace}/status`, as);
    const read = status.ok ? workspaceStatusSchema.safeParse(await status.json()).data : undefined;
    const bootstrap = await askRelay(url, '/bootstrap.json');
    const told = bootstrapSchema.safeParse(await bootstrap.json()).data?.relays ?? [];
    return { url, version, skewMs, isOpen: strangers.ok, status: read, told };
  } catch {
    return { url, problem: 'does not answer.', told: [] };
  }
}
