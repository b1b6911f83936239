/**
 * A workspace as one file, to hand over when no network is left. Version 1:
 *
 *     magic "HOLDFAST" · version (1 byte) · workspace (varString)
 *     · { 1 · document (varString) · update (varUint8Array) } … · 0
 *     · CRC-32 of all bytes before it (4 bytes, little-endian)
 *
 * The checksum finds damage in transit. Trust is another matter: what is read goes through
 * admission like an update from anywhere else.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { crc32 } from '../replica/checksum.ts';
import {
  type DocumentName,
  documentNameSchema,
  type WorkspaceName,
  workspaceNameSchema,
} from './names.ts';

export interface HandoverDocument {
  readonly doc: DocumentName;
  /** The document's whole state, as one Yjs update. */
  readonly update: Uint8Array;
}

export interface HandoverFile {
  readonly workspace: WorkspaceName;
  readonly documents: readonly HandoverDocument[];
}

/** What a reader accepts, so that a file cannot cost more than it is worth. */
const handoverLimits = {
  fileBytes: 512 * 1024 * 1024,
  documents: 200_000,
  updateBytes: 64 * 1024 * 1024,
} as const;

export type HandoverProblem =
  | 'not-a-handover-file'
  | 'newer-version'
  | 'damaged'
  | 'too-large'
  | 'malformed';

export type HandoverResult =
  | { readonly ok: true; readonly file: HandoverFile }
  | { readonly ok: false; readonly problem: HandoverProblem };

/** `HOLDFAST` in ASCII. */
const magic = Uint8Array.of(0x48, 0x4f, 0x4c, 0x44, 0x46, 0x41, 0x53, 0x54);
const version = 1;
const checksumBytes = 4;

/** Takes documents one by one, so that a large workspace need not be held twice. */
export interface HandoverWriter {
  add(document: HandoverDocument): void;
  /** The file. Nothing can be added after it. */
  finish(): Uint8Array;
}

export function createHandoverWriter(workspace: WorkspaceName): HandoverWriter {
  const encoder = encoding.createEncoder();
  encoding.writeUint8Array(encoder, magic);
  encoding.writeUint8(encoder, version);
  encoding.writeVarString(encoder, workspace);
  return {
    add({ doc, update }) {
      encoding.writeUint8(encoder, 1);
      encoding.writeVarString(encoder, doc);
      encoding.writeVarUint8Array(encoder, update);
    },
    finish() {
      encoding.writeUint8(encoder, 0);
      const body = encoding.toUint8Array(encoder);
      const file = new Uint8Array(body.length + checksumBytes);
      file.set(body);
      new DataView(file.buffer).setUint32(body.length, crc32(body), true);
      return file;
    },
  };
}

/** Reads a file; anything that `createHandoverWriter` would not have written is refused whole. */
export function readHandoverFile(bytes: Uint8Array): HandoverResult {
  const headBytes = magic.length + 1;
  if (bytes.length < headBytes + checksumBytes || !startsWith(bytes, magic)) {
    return { ok: false, problem: 'not-a-handover-file' };
  }
  if (bytes.length > handoverLimits.fileBytes) return { ok: false, problem: 'too-large' };
  if (bytes[magic.length] !== version) return { ok: false, problem: 'newer-version' };
  const body = bytes.subarray(0, bytes.length - checksumBytes);
  const checksum = new DataView(bytes.buffer, bytes.byteOffset + body.length).getUint32(0, true);
  if (crc32(body) !== checksum) return { ok: false, problem: 'damaged' };
  try {
    return readBody(decoding.createDecoder(body.subarray(headBytes)));
  } catch {
    return { ok: false, problem: 'malformed' };
  }
}

function readBody(decoder: decoding.Decoder): HandoverResult {
  const workspace = workspaceNameSchema.safeParse(decoding.readVarString(decoder));
  if (!workspace.success) return { ok: false, problem: 'malformed' };
  const documents: HandoverDocument[] = [];
  const seen = new Set<DocumentName>();
  for (let more = decoding.readUint8(decoder); more !== 0; more = decoding.readUint8(decoder)) {
    const doc = documentNameSchema.safeParse(decoding.readVarString(decoder));
    const update = decoding.readVarUint8Array(decoder);
    if (more !== 1 || !doc.success || seen.has(doc.data))
      return { ok: false, problem: 'malformed' };
    if (update.length > handoverLimits.updateBytes || seen.size >= handoverLimits.documents) {
      return { ok: false, problem: 'too-large' };
    }
    seen.add(doc.data);
    documents.push({ doc: doc.data, update });
  }
  if (decoding.hasContent(decoder)) return { ok: false, problem: 'malformed' };
  return { ok: true, file: { workspace: workspace.data, documents } };
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}
