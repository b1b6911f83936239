import { tokenIssuer, type Claims } from '@holdfast/shared/access/claims';
import { jktSchema, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import { isPersonRole, type Role } from '@holdfast/shared/access/roles';
import { createId } from '@holdfast/shared/model/ids';
import { keepToken, openDevice } from '../access/credentials.ts';
import { nodeRandom } from '../relay/node-clock.ts';
import { momentText, personOf } from './access-options.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { jsonText, type Output } from './output.ts';
import { openIssuer } from './token-issuer.ts';

/** Who is let in, and to what. */
export interface LetIn {
  readonly workspace: string;
  readonly role: Role;
  readonly name: string;
  readonly person: string | undefined;
  readonly docs: readonly string[] | undefined;
  readonly nowMs: number;
}

/** What every token of theirs says. */
export function claimsFor(
  { workspace, role, name, person, docs, nowMs }: LetIn,
  {
    kind,
    jkt,
    seconds,
  }: { readonly kind: Claims['kind']; readonly jkt: string; readonly seconds: number },
): Claims {
  const iat = Math.floor(nowMs / 1000);
  return {
    iss: tokenIssuer,
    ws: workspace,
    sub: person ?? (isPersonRole(role) ? personOf(name) : name),
    name,
    role,
    ...(docs === undefined ? {} : { docs: [...docs] }),
    kind,
    iat,
    exp: iat + seconds,
    jti: createId(nodeRandom, nowMs),
    cnf: { jkt },
  };
}

interface IssueDeps extends LetIn {
  readonly keys: string;
  /** A thumbprint; absent: the device whose credentials are in `into`. */
  readonly device: string | undefined;
  readonly into: string | undefined;
  readonly label: string;
  readonly seconds: number;
  readonly json: boolean;
  readonly output: Output;
}

/** Issues a token for a device whose key is known. */
export async function issueForDevice(deps: IssueDeps): Promise<ExitCode> {
  const { device, into, output, role } = deps;
  const isTool = role === 'webhook' || role === 'export';
  if (device === undefined && into === undefined && isTool) return issueForTool(deps);
  if ((device === undefined) === (into === undefined)) {
    throw new CommandError(
      'Say whose token it is: --device THUMBPRINT (from: holdfast keys device), or --into DIR for credentials on this machine.',
      exitCodes.usage,
    );
  }
  const { issue } = await openIssuer({
    keys: deps.keys,
    credentials: undefined,
    workspace: deps.workspace,
  });
  const jkt =
    into === undefined ? device : thumbprintOf((await openDevice(into, deps.label)).secret);
  const read = jktSchema.safeParse(jkt);
  if (!read.success) {
    throw new CommandError(`"${jkt}" is no thumbprint of a key.`, exitCodes.usage);
  }
  const kind = isPersonRole(role) ? 'device' : 'machine';
  const claims = claimsFor(deps, { kind, jkt: read.data, seconds: deps.seconds });
  const token = await issue(claims);
  if (into !== undefined) await keepToken(into, token);
  if (deps.json) output.data(jsonText({ ...claims, token, keptIn: into }));
  else if (into === undefined) output.data(token);
  output.message(
    `${claims.name} (${claims.sub}) is ${role} of workspace ${claims.ws} until ${momentText(claims.exp * 1000)}. Token ${claims.jti}${into === undefined ? ': put it on that device with holdfast token use' : ` is in ${into}`}`,
  );
  return exitCodes.ok;
}

/** For tools that cannot sign: token and key in one, to be sent as `Authorization: Bearer`. */
async function issueForTool(deps: IssueDeps): Promise<ExitCode> {
  const { output, keys, workspace } = deps;
  const { issue } = await openIssuer({ keys, credentials: undefined, workspace });
  const key = await createDeviceKey();
  const claims = claimsFor(deps, {
    kind: 'machine',
    jkt: thumbprintOf(key),
    seconds: deps.seconds,
  });
  const bearer = `${await issue(claims)}~${key.d}`;
  if (deps.json) output.data(jsonText({ ...claims, bearer }));
  else output.data(bearer);
  output.message(
    `${claims.name} is ${claims.role} of workspace ${claims.ws} until ${momentText(claims.exp * 1000)}. Token ${claims.jti}. The tool sends the line as a bearer token, or as the password of basic authentication. Unlike other tokens it holds its key: it is a secret, and is shown this once.`,
  );
  return exitCodes.ok;
}
