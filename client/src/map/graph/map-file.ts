import { writeBackstage } from '@holdfast/shared/map-transfer/backstage-write';
import { readFollowUps } from '@holdfast/shared/map-transfer/follow-ups';
import { writeMapMef } from '@holdfast/shared/map-transfer/map-mef';
import { writeMapFile } from '@holdfast/shared/map-transfer/map-file-write';
import { writeMermaid } from '@holdfast/shared/map-transfer/mermaid';
import { readMap, readMapItems } from '@holdfast/shared/model/map';
import type * as Y from 'yjs';

export type MapFileFormat = 'yaml' | 'backstage' | 'mef' | 'mermaid';

type MapFile =
  | { readonly ok: true; readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly problem: string };

/** The map as one file, as on the command line. Only our own YAML holds all of it. */
export function mapFile(doc: Y.Doc, format: MapFileFormat): MapFile {
  const encode = (name: string, text: string): MapFile => {
    return { ok: true, name, bytes: new TextEncoder().encode(text) };
  };
  switch (format) {
    case 'yaml':
      return encode('map.yaml', writeMapFile(readMapItems(doc), readFollowUps(doc)));
    case 'backstage':
      return encode('catalog-info.yaml', writeBackstage(readMap(doc)));
    case 'mef': {
      const written = writeMapMef(readMap(doc));
      return written.ok ? encode('map.xml', written.text) : written;
    }
    case 'mermaid':
      return encode('map.mmd', writeMermaid(readMap(doc)));
  }
}
