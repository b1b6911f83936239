import { sha256 } from '@noble/hashes/sha2.js';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import type { DocumentName } from '../protocol/names.ts';
import { articleId, type ArticleLinks, runbookArticle, unreadableArticle } from './article.ts';
import type { BundleOrigin, BundleReport, BundleSource } from './bundle-source.ts';
import { frontPart, openDrills, sidePart } from './front-page.ts';
import type { Html } from './markup.ts';
import { noDigest, pageEnd, pageStart } from './page.ts';
import { type Survey, survey, withDocument } from './survey.ts';

export interface BundleProgress {
  /** Documents handled; each runbook counts twice, since it is read before it is written. */
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
  expected = done + found.runbooks.length;
  const links = articleLinks(found);
  const unreadable: DocumentName[] = [...found.unreadable];

  await write(pageStart(origin));
  await write(sidePart(origin, found));
  await write(frontPart(origin, found));
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
  await write({ source: '</main>\n' });
  hash.update(encodeUtf8(pageEnd(noDigest).source));
  const digest = toHexString(hash.digest());
  const end = encodeUtf8(pageEnd(digest).source);
  await options.write(end);
  return {
    digest,
    bytes: bytes + end.length,
    runbooks: found.runbooks.length,
    openRuns: openDrills(found.drills).length,
    leftOut: found.leftOut,
    unreadable,
  };
}

function articleLinks({ runbooks }: Survey): ArticleLinks {
  const names = new Set(runbooks.map(({ name }) => name));
  const byPath = new Map(
    runbooks.flatMap(({ name, sourcePath }) => (sourcePath === '' ? [] : [[sourcePath, name]])),
  );
  const byAlert = new Map(
    runbooks.flatMap(({ name, alerts, aliases }) =>
      [...aliases, ...alerts].map((word) => [word, articleId(name)]),
    ),
  );
  return {
    articleOf: (name) => (names.has(name) ? articleId(name) : undefined),
    articleForAlert: (name) => byAlert.get(name),
    nameBySourcePath: (path) => byPath.get(path),
  };
}
