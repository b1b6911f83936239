import { isBackstageEntity, readBackstage } from './backstage.ts';
import { isCodeownersPath, readCodeowners } from './codeowners.ts';
import { isCompose, readCompose } from './compose.ts';
import { readCsv } from './csv.ts';
import {
  type DraftExtent,
  type ImportNote,
  joinDrafts,
  type MapDraft,
  type SourceFile,
} from './draft.ts';
import { isFaultTree, readFaultTree } from './fault-tree.ts';
import { isGitlabCatalog, readGitlabCatalog } from './gitlab-catalog.ts';
import { isKubernetes, readKubernetes } from './kubernetes.ts';
import { isMapFile, readMapFiles } from './map-file-read.ts';
import { mapFileSource } from './map-file-write.ts';
import { isTerraform, readTerraform } from './terraform.ts';
import { readYaml } from './yaml-source.ts';

/** What maps are imported from. */
export const mapFormats = [
  'backstage',
  'gitlab',
  'codeowners',
  'compose',
  'kubernetes',
  'terraform',
  'csv',
  'yaml',
  'mef',
] as const;
export type MapFormat = (typeof mapFormats)[number];

const readers: Readonly<Record<MapFormat, (files: readonly SourceFile[]) => MapDraft>> = {
  backstage: readBackstage,
  gitlab: readGitlabCatalog,
  codeowners: readCodeowners,
  compose: readCompose,
  kubernetes: readKubernetes,
  terraform: readTerraform,
  csv: readCsv,
  yaml: readMapFiles,
  mef: readFaultTree,
};

export interface SourcesRead {
  readonly draft: MapDraft;
  /** What each file was taken for; files that are none of these are not here. */
  readonly formats: ReadonlyMap<string, MapFormat>;
}

/** Folders that the files are all of, and what is in them and could not be read. */
export type SourcesSeen = Pick<DraftExtent, 'folders' | 'unread'>;

/**
 * Reads files of any kind that a map is imported from. The kind is told by `format`, else by what a
 * file is called and what is in it; other files are passed over.
 */
export function readMapSources(
  files: readonly SourceFile[],
  format?: MapFormat,
  seen: SourcesSeen = { folders: [], unread: [] },
): SourcesRead {
  const byFormat = new Map<MapFormat, SourceFile[]>();
  const formats = new Map<string, MapFormat>();
  const notes: ImportNote[] = [];
  for (const file of files) {
    const guessed = format ?? guess(file, notes);
    if (guessed === undefined) continue;
    formats.set(file.path, guessed);
    const known = byFormat.get(guessed);
    if (known === undefined) byFormat.set(guessed, [file]);
    else known.push(file);
  }
  const drafts = Array.from(byFormat, ([kind, some]) => readers[kind](some));
  const draft = joinDrafts([...drafts, { items: [], knowledge: [], notes }]);
  const places = new Map(files.map(({ path, place }) => [path, place]));
  const importer = format === 'yaml' ? mapFileSource : format;
  return {
    draft: {
      ...draft,
      items: draft.items.map((item) => placed(item, places)),
      knowledge: draft.knowledge.map((one) => placed(one, places)),
      extent: { ...seen, files: files.map(({ path, place }) => ({ path, place })), importer },
    },
    formats,
  };
}

function placed<T extends { readonly file: string }>(
  item: T,
  places: ReadonlyMap<string, string | undefined>,
): T {
  const place = places.get(item.file);
  return place === undefined ? item : { ...item, place };
}

function guess(file: SourceFile, notes: ImportNote[]): MapFormat | undefined {
  if (isCodeownersPath(file.path)) return 'codeowners';
  if (/\.(?:csv|tsv)$/i.test(file.path)) return 'csv';
  if (/\.xml$/i.test(file.path)) return isFaultTree(file.text) ? 'mef' : undefined;
  if (!/\.(?:ya?ml|json|tfstate)$/i.test(file.path)) return undefined;
  const { documents, notes: unreadable } = readYaml(file);
  for (const { value } of documents) {
    if (isMapFile(value)) return 'yaml';
    if (isBackstageEntity(value)) return 'backstage';
    if (isTerraform(value)) return 'terraform';
    if (isGitlabCatalog(value)) return 'gitlab';
    if (isCompose(value)) return 'compose';
    if (isKubernetes(value)) return 'kubernetes';
  }
  notes.push(...unreadable);
  return undefined;
}
