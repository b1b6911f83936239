import { request } from 'node:https';
import { hostAndPort, listenSchema } from '../config-values.ts';
import { type Environment, envName, settings } from '../config.ts';
import { pageAddress, relayAddress } from '../relay/relay-address.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';

const answerTimeoutMs = 3000;

/** For containers: asks the relay on this machine whether it is ready. */
export async function healthcheck(deps: {
  readonly relay: string | undefined;
  readonly env: Environment;
  readonly output: Output;
}): Promise<ExitCode> {
  const address = deps.relay === undefined ? ownAddress(deps.env) : relayAddress(deps.relay);
  if (address === undefined)
    throw new CommandError(`"${deps.relay ?? ''}" is not a relay address.`, exitCodes.usage);
  const url = `${pageAddress(address)}/readyz?verbose`;
  const isOwnTls = deps.relay === undefined && url.startsWith('https:');
  try {
    const answer = await (isOwnTls ? askWithoutName(url) : ask(url));
    deps.output.data(answer.text.trimEnd());
    return answer.ok ? exitCodes.ok : exitCodes.failed;
  } catch (error) {
    throw new CommandError(`${url} does not answer.`, exitCodes.failed, { cause: error });
  }
}

interface Answer {
  readonly ok: boolean;
  readonly text: string;
}

async function ask(url: string): Promise<Answer> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) });
  return { ok: answer.ok, text: await answer.text() };
}

/** Of this very machine: its certificate is for the name that others reach it by, and nothing secret is sent. */
function askWithoutName(url: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { rejectUnauthorized: false, signal: AbortSignal.timeout(answerTimeoutMs) },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ ok: answer.statusCode === 200, text: Buffer.concat(parts).toString() }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Only where it listens matters here; whether its settings go together it says at its start. */
function ownAddress(env: Environment): string {
  const listen = listenSchema.safeParse(env[envName('listen')] ?? settings.listen.fallback);
  if (!listen.success) {
    const problem = listen.error.issues.map(({ message }) => message).join('\n');
    throw new CommandError(`${envName('listen')}: ${problem}`, exitCodes.usage);
  }
  const { host, port } = listen.data;
  const isWildcard = host === '0.0.0.0' || host === '::';
  const scheme = (env[envName('tlsCert')] ?? '') === '' ? 'ws' : 'wss';
  return `${scheme}://${hostAndPort({ host: isWildcard ? '127.0.0.1' : host, port })}`;
}
