import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base64urlnopad } from '@scure/base';
import { z } from 'zod/mini';
import { readClaims } from '@holdfast/shared/access/claims';
import {
  type DeviceSigner,
  type PrivateDeviceKey,
  privateDeviceKeySchema,
  thumbprintOf,
} from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner, signAcceptance } from '@holdfast/shared/access/es256';
import { makeFolder } from '../store/make-folder.ts';
import { writeWholeFile } from './private-file.ts';

/** What a command or a relay proves itself with. */
export interface Credentials {
  readonly signer: DeviceSigner;
  readonly token: string;
  /** An invitation's word for this device; empty where the token is bound to it. */
  readonly acceptance: Uint8Array;
  /** What the device calls itself. */
  readonly label: string;
}

/** The folder of credentials cannot be used. The message is for a person. */
export class CredentialsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CredentialsError';
  }
}

const deviceFile = 'device.key.json';
const deviceFileSchema = z.object({
  ...privateDeviceKeySchema.shape,
  label: z.optional(z.string()),
});
const tokenFileSchema = z.object({
  token: z.string(),
  acceptance: z.optional(z.string()),
});

/** The device's key in a folder, made at the first time. */
export async function openDevice(
  folder: string,
  label: string,
): Promise<{ readonly secret: PrivateDeviceKey; readonly label: string; readonly isNew: boolean }> {
  const known = readDevice(folder);
  if (known !== undefined) return { ...known, isNew: false };
  const secret = await createDeviceKey();
  makeFolder(folder);
  const text = `${JSON.stringify({ ...secret, label }, undefined, 2)}\n`;
  writeWholeFile(join(folder, deviceFile), text, 'secret');
  return { secret, label, isNew: true };
}

/** The same; undefined where there is none. @throws CredentialsError where there is one that cannot be read. */
function readDevice(
  folder: string,
): { readonly secret: PrivateDeviceKey; readonly label: string } | undefined {
  const read = readJson(join(folder, deviceFile), deviceFileSchema);
  if (read === undefined) return undefined;
  const { label = '', ...secret } = read;
  return { secret, label };
}

/**
 * Keeps a token for a workspace, which it names. With `invitation`, the key that came with it, which
 * accepts this device and is not kept.
 *
 * @throws CredentialsError
 */
export async function keepToken(
  folder: string,
  token: string,
  invitation?: PrivateDeviceKey,
): Promise<void> {
  const claims = readClaims(token);
  if (claims === undefined) throw new CredentialsError('That is no token of Holdfast.');
  const device = readDevice(folder);
  if (device === undefined) throw new CredentialsError(noDevice(folder));
  let acceptance: string | undefined;
  if (invitation !== undefined) {
    const word = {
      workspace: claims.ws,
      tokenId: claims.jti,
      device: thumbprintOf(device.secret),
      atMs: Date.now(),
    };
    acceptance = base64urlnopad.encode(await signAcceptance(await openSigner(invitation), word));
  } else if (claims.cnf.jkt !== thumbprintOf(device.secret)) {
    throw new CredentialsError(
      `The token is for another device. It was issued for ${claims.cnf.jkt}, and the key in ${folder} is ${thumbprintOf(device.secret)}.`,
    );
  }
  const text = `${JSON.stringify({ token, acceptance }, undefined, 2)}\n`;
  writeWholeFile(join(folder, `${claims.ws}.token.json`), text, 'secret');
}

/** What a folder has for a workspace. @throws CredentialsError where that is nothing, or unreadable. */
export async function readCredentials(folder: string, workspace: string): Promise<Credentials> {
  const device = readDevice(folder);
  if (device === undefined) throw new CredentialsError(noDevice(folder));
  const path = join(folder, `${workspace}.token.json`);
  const read = readJson(path, tokenFileSchema);
  if (read === undefined) {
    throw new CredentialsError(
      `${folder} has no token for the workspace "${workspace}". Put one there: holdfast token use LINK --credentials ${folder}`,
    );
  }
  return {
    signer: await openSigner(device.secret),
    token: read.token,
    acceptance: base64urlnopad.decode(read.acceptance ?? ''),
    label: device.label,
  };
}

function noDevice(folder: string): string {
  return `${folder} has no key of a device. Make one: holdfast keys device --credentials ${folder}`;
}

function readJson<Value>(path: string, schema: z.core.$ZodType<Value>): Value | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return z.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const why = error instanceof z.core.$ZodError ? 'it holds something else' : String(error);
    throw new CredentialsError(`${path} cannot be read: ${why}`, { cause: error });
  }
}
