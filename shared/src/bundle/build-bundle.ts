import { sha256 } from '@noble/hashes/sha2.js';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { readProofsBy } from '../access/read-proofs.ts';
import type { DocumentName } from '../protocol/names.ts';
import { duplicatePart, incidentArticle, unreadableIncident } from './incident-article.ts';
import { articleId, type ArticleLinks, runbookArticle, unreadableArticle } from './article.ts';
import type { BundleOrigin, BundleReport, BundleSource } from './bundle-source.ts';
import { frontPart, openDrills, sidePart, titleOf } from './front-page.ts';
import { mapArticles } from './map-part.ts';
import type { Html } from './markup.ts';
import { noDigest, pageEnd, pageStart } from './page.ts';
import { usualNames } from '../transfer/incident-words.ts';
import { liveIncidents, type SurveyedIncident } from './survey-incident.ts';
import { type Survey, survey, withDocument } from './survey.ts';

const workspaceDocument: DocumentName = 'workspace';

export interface BundleProgress {
  /** Documents handled; each runbook and live incident counts twice, since it is read before it is written. */
  readonly done: number;
  readonly total: number;
}

export interface BuildBundleOptions {
  readonly source: BundleSource;
  readonly origin: BundleOrigin;
  /** Takes the file piece by piece, in order; what it returns is awaited. */
  readonly write: (bytes: Uint8Array) => Promise<void> | void;
  /** Called after each document; what it returns is awaited, so that a host can give others their turn. */
  readonly onProgress?: (progress: BundleProgress) => Promise<void> | void;
}

/**
 * Writes a workspace as one HTML file. Memory: one document and its page at a time, and a few
 * hundred bytes a runbook. Costs some ms a KB of text.
 */
export async function buildBundle(options: BuildBundleOptions): Promise<BundleReport> {
  const { source, origin } = options;
  const hash = sha256.create();
  const total = source.documents().length;
  let bytes = 0;

  async function write(piece: Html): Promise<void> {
    const written = encodeUtf8(piece.source);
    hash.update(written);
    bytes += written.length;
    await options.write(written);
  }

  let done = 0;
  let expected = total;
  const step = (): Promise<void> | void => {
    done += 1;
    return options.onProgress?.({ done, total: Math.max(done, expected) });
  };

  const found = await survey(source, step);
  const live = liveIncidents(found.incidents);
  expected = done + found.runbooks.length + live.length;
  const links = articleLinks(found);
  // Only incidents have signatures to be looked at.
  const signing =
    live.length === 0
      ? undefined
      : await withDocument(source, workspaceDocument, (doc) => ({
          readProofs: readProofsBy(origin.workspace, doc),
        }));
  const readProofs = typeof signing === 'object' ? signing.readProofs : undefined;
  const unreadable: DocumentName[] = [...found.unreadable];

  async function incidentHtml(incident: SurveyedIncident): Promise<Html> {
    const duplicates: Html[] = [];
    for (const other of incident.duplicates) {
      const part = await withDocument(source, other.name, async (doc) =>
        duplicatePart(other, doc, links, await readProofs?.(other.name, doc)),
      );
      if (typeof part === 'object') duplicates.push(part);
      else unreadable.push(other.name);
    }
    const article = await withDocument(source, incident.name, async (doc) =>
      incidentArticle(incident, doc, links, {
        duplicates,
        proofs: await readProofs?.(incident.name, doc),
      }),
    );
    if (typeof article === 'object') return article;
    unreadable.push(incident.name);
    return unreadableIncident(incident);
  }

  await write(pageStart(origin, titleOf(origin, found)));
  await write(sidePart(origin, found));
  await write(frontPart(origin, found));
  for (const incident of live) {
    await write(await incidentHtml(incident));
    await step();
  }
  for (const runbook of found.runbooks) {
    const article = await withDocument(source, runbook.name, (doc) =>
      runbookArticle(runbook, doc, links),
    );
    if (typeof article === 'object') await write(article);
    else {
      unreadable.push(runbook.name);
      await write(unreadableArticle(runbook));
    }
    await step();
  }
  if (found.map !== undefined) {
    for (const article of mapArticles(found.map, found.followUps, origin.madeAtMs))
      await write(article);
  }
  await write({ source: '</main>\n' });
  hash.update(encodeUtf8(pageEnd(noDigest).source));
  const digest = toHexString(hash.digest());
  const end = encodeUtf8(pageEnd(digest).source);
  await options.write(end);
  return {
    digest,
    bytes: bytes + end.length,
    runbooks: found.runbooks.length,
    liveIncidents: live.length,
    openRuns: openDrills(found.drills).length,
    components: found.map?.components.size ?? 0,
    leftOut: found.leftOut,
    unreadable,
  };
}

function articleLinks({ runbooks, incidents, workspace }: Survey): ArticleLinks {
  const inFile = liveIncidents(incidents).flatMap((one) => [
    [one.name, articleId(one.name)] as const,
    ...one.duplicates.map(({ name }) => [name, articleId(one.name)] as const),
  ]);
  const articles = new Map([
    ...runbooks.map(({ name }) => [name, articleId(name)] as const),
    ...inFile,
  ]);
  const titles = new Map(
    [...runbooks, ...incidents.flatMap((one) => [one, ...one.duplicates])].map(
      ({ name, title }) => [name, title],
    ),
  );
  const byPath = new Map(
    runbooks.flatMap(({ name, sourcePath }) => (sourcePath === '' ? [] : [[sourcePath, name]])),
  );
  const byAlert = new Map(
    runbooks.flatMap(({ name, alerts, aliases }) =>
      [...aliases, ...alerts].map((word) => [word, articleId(name)]),
    ),
  );
  return {
    names: workspace?.incidentNames ?? usualNames,
    articleOf: (name) => articles.get(name),
    titleOf: (name) => titles.get(name) ?? name,
    articleForAlert: (name) => byAlert.get(name),
    nameBySourcePath: (path) => byPath.get(path),
  };
}
