import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { readDrillEntries } from './drill-entries.ts';
import { hasContent, removeContents } from './drill-files.ts';
import { readDrill } from './drill.ts';
import { appendToDrill } from './drill-writing.ts';
import type { EntryContext } from './entries.ts';
import { refuse, type RefusedBy } from './entry-writing.ts';
import { setRegister } from './meta.ts';

/**
 * Contents of files are what a log grows by. Those of drills that ended may be dropped after some
 * days; name, size, digest and all that was said stay, and so does the chain.
 */
const register = 'drillFileDays';
const dayMs = 24 * 3_600_000;
const mostDays = 36_500;

/** For how many days the contents of files are kept, as the workspace says; 0: for ever, as long as nobody says otherwise. */
export function readFileDays(workspace: Y.Doc): number {
  const days = workspace.getMap('meta').get(register);
  return typeof days === 'number' && Number.isInteger(days) && days > 0 && days <= mostDays
    ? days
    : 0;
}

/** Sets it; 0: for ever. */
export function setFileDays(workspace: Y.Doc, days: number): CommandResult<'no-days'> {
  if (!Number.isInteger(days) || days < 0 || days > mostDays) {
    return refuse('no-days', 'Say a whole number of days, or 0 to keep files for ever.');
  }
  if (readFileDays(workspace) === days) return { ok: true, changed: false };
  return { ok: true, changed: setRegister(workspace.getMap('meta'), register, days) };
}

/**
 * Drops the contents of a drill's files that are older than `days`, and says so in an entry. The
 * caller seals it afterwards (`sealDrill`). A drill that goes on keeps all.
 *
 * @returns how many contents were dropped
 */
export function dropOldFiles(
  doc: Y.Doc,
  days: number,
  context: EntryContext,
): { readonly ok: true; readonly dropped: number } | RefusedBy<'no-days'> {
  if (!(days >= 0)) return refuse('no-days', 'Say a number of days, or 0 to keep files for ever.');
  if (days === 0 || readDrill(doc).outcome === 'open') return { ok: true, dropped: 0 };
  const keptFromMs = context.nowMs - days * dayMs;
  const young = new Set<string>();
  const old = new Set<string>();
  for (const entry of readDrillEntries(doc)) {
    if (entry.kind !== 'file' || !hasContent(doc, entry.sha256)) continue;
    (entry.wallMs >= keptFromMs ? young : old).add(entry.sha256);
  }
  const dropped = [...old].filter((digest) => !young.has(digest)).sort();
  if (dropped.length === 0) return { ok: true, dropped: 0 };
  doc.transact(() => {
    removeContents(doc, dropped);
    appendToDrill(doc, { kind: 'retention', days, dropped }, context);
  });
  return { ok: true, dropped: dropped.length };
}
