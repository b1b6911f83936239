import type { Discussion } from '@holdfast/shared/model/comments';
import type { TextRange } from '@holdfast/shared/model/text-anchor';
import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { MarkdownPiece } from '../ui/markdown/markdown-pieces.ts';
import type { MarkdownMarks } from '../ui/markdown/markdown-view.tsx';
import { type Mark, markTree } from './mark-tree.ts';

/** Which discussions are marked in the text: those that still ask for somebody. */
export function isMarked({ state, place, conflict }: Discussion): boolean {
  return place !== undefined && (state === 'open' || conflict.length > 0);
}

/** The id of the mark at the words that somebody is about to say something of. */
export const draftMarkId = 'draft';

/** Marks the words of open discussions, and of a draft. A part whose marks stay where they are in it is not drawn anew. */
export function textMarks(
  discussions: readonly Discussion[],
  draft: TextRange | undefined,
): MarkdownMarks {
  const marked: readonly { readonly id: string; readonly place: TextRange | undefined }[] = [
    ...discussions.filter(isMarked),
    ...(draft === undefined ? [] : [{ id: draftMarkId, place: draft }]),
  ];
  return {
    of(piece) {
      const end = piece.source.text.length;
      return marked
        .flatMap(({ id, place }) => {
          const from = Math.max(0, (place?.from ?? 0) - piece.start);
          const to = Math.min(end, (place?.to ?? 0) - piece.start);
          return from < to ? [`${id}:${from}:${to}`] : [];
        })
        .join(' ');
    },
    put: putMarks,
  };
}

function putMarks(part: MarkdownTree, source: string, marks: string): MarkdownTree {
  return markTree(part, source, readMarks(marks));
}

function readMarks(marks: string): readonly Mark[] {
  return marks.split(' ').map((mark) => {
    const [id = '', from = '', to = ''] = mark.split(':');
    return { id, from: Number(from), to: Number(to) };
  });
}

/** A part as it is drawn with its marks. */
export function drawnPiece(piece: MarkdownPiece, marks: MarkdownMarks): MarkdownTree {
  const own = marks.of(piece);
  return own === '' ? piece.markdown : marks.put(piece.markdown, piece.source.text, own);
}
