import { writeBackstage } from '@holdfast/shared/map-transfer/backstage-write';
import { readFollowUps } from '@holdfast/shared/map-transfer/follow-ups';
import { writeMapFile } from '@holdfast/shared/map-transfer/map-file-write';
import { writeMermaid } from '@holdfast/shared/map-transfer/mermaid';
import { readMap, readMapItems } from '@holdfast/shared/model/map';
import type * as Y from 'yjs';

export type MapFileFormat = 'yaml' | 'backstage' | 'mermaid';

/** The map as one file, as on the command line. Only our own YAML holds all of it. */
export function mapFile(
  doc: Y.Doc,
  format: MapFileFormat,
): { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } {
  const encode = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
  switch (format) {
    case 'yaml':
      return encode('map.yaml', writeMapFile(readMapItems(doc), readFollowUps(doc)));
    case 'backstage':
      return encode('catalog-info.yaml', writeBackstage(readMap(doc)));
    case 'mermaid':
      return encode('map.mmd', writeMermaid(readMap(doc)));
  }
}
