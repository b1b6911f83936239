import { hostAndPort } from '../config-values.ts';
import { type Environment, loadConfig } from '../config.ts';
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
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerTimeoutMs) });
    deps.output.data((await answer.text()).trimEnd());
    return answer.ok ? exitCodes.ok : exitCodes.failed;
  } catch (error) {
    throw new CommandError(`${url} does not answer.`, exitCodes.failed, { cause: error });
  }
}

function ownAddress(env: Environment): string {
  const loaded = loadConfig({ insecure: true }, env);
  if (!loaded.ok) throw new CommandError(loaded.problems.join('\n'), exitCodes.usage);
  const { host, port } = loaded.config.listen;
  const isWildcard = host === '0.0.0.0' || host === '::';
  return `ws://${hostAndPort({ host: isWildcard ? '127.0.0.1' : host, port })}`;
}
