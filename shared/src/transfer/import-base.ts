import type * as Y from 'yjs';
import { readVersions, versionText } from '../model/versions.ts';

/**
 * What a file was when it was last imported, from the history of its runbook: whoever writes keeps
 * the text as it was before. Undefined where it was not kept, or thinned out since.
 */
export function importBase(history: Y.Doc, sourceHash: string): string | undefined {
  for (const version of readVersions(history)) {
    if (version.version === sourceHash) return versionText(version);
  }
  return undefined;
}
