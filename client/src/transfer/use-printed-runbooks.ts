import { readImages } from '@holdfast/shared/model/runbook-images';
import { readRunbook } from '@holdfast/shared/model/runbook';
import { declaredVariables, type Variable } from '@holdfast/shared/markdown/variables';
import { useEffect, useState } from 'react';
import * as Y from 'yjs';
import { useHub, useProjections, useReadProjections } from '../app/hub-context.tsx';
import type { RunbookFilter } from '../app/routes.ts';
import type { DocumentUpdate } from '../hub/client-api.ts';
import { listRunbooks, runbookRows } from '../runbooks/list-model.ts';
import { readOn, readPieces, type MarkdownPieces } from '../ui/markdown/markdown-pieces.ts';

/** So many are read and drawn before the page gets its turn. */
const atOnce = 8;
const hitLimit = 200;

/** A runbook with all of its text ready to be drawn. */
export interface PrintedRunbook {
  readonly name: string;
  readonly title: string;
  readonly owners: readonly string[];
  readonly sourcePath: string;
  readonly variables: readonly Variable[];
  readonly markdown: MarkdownPieces;
  /** Where its images are; absent where it has none. */
  readonly doc?: Y.Doc;
}

interface Printed {
  readonly runbooks: readonly PrintedRunbook[];
  /** How many there will be; undefined until that is known. */
  readonly total: number | undefined;
  /** Wall clock, ms since 1970, of what is shown. */
  readonly madeAtMs: number;
  /** How many could not be read. */
  readonly failed: number;
}

/** The runbooks that a list with this filter shows now, as they are now, some after some. */
export function usePrintedRunbooks(filter: RunbookFilter): Printed {
  const hub = useHub();
  const isKnown = useProjections() !== undefined;
  const readProjections = useReadProjections();
  const [printed, setPrinted] = useState<Printed>(() => ({
    runbooks: [],
    total: undefined,
    madeAtMs: Date.now(),
    failed: 0,
  }));
  useEffect(() => {
    if (!isKnown) return undefined;
    let gone = false;
    async function read(): Promise<void> {
      const hits =
        filter.query === '' ? [] : (await hub.search(filter.query, hitLimit, filter)).hits;
      const names = listRunbooks(runbookRows(readProjections()), filter, hits).map(
        ({ name }) => name,
      );
      setPrinted({ runbooks: [], total: names.length, madeAtMs: Date.now(), failed: 0 });
      for (let at = 0; at < names.length && !gone; at += atOnce) {
        const some = names.slice(at, at + atOnce);
        const read = (await hub.readDocuments(some)).map(toPrinted);
        if (gone) return;
        setPrinted((last) => ({
          ...last,
          runbooks: [...last.runbooks, ...read],
          failed: last.failed + some.length - read.length,
        }));
      }
    }
    void read();
    return () => {
      gone = true;
    };
  }, [hub, filter, isKnown, readProjections]);
  return printed;
}

function toPrinted({ doc: name, update }: DocumentUpdate): PrintedRunbook {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const { title, owners, sourcePath, body } = readRunbook(doc);
  const hasImages = readImages(doc).size > 0;
  if (!hasImages) doc.destroy();
  let markdown = readPieces(body, title);
  while (!markdown.complete) markdown = readOn(markdown);
  return {
    name,
    title,
    owners,
    sourcePath,
    variables: declaredVariables(body),
    markdown,
    ...(hasImages && { doc }),
  };
}
