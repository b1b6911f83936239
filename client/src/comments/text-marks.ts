import type { Discussion } from '@holdfast/shared/model/comments';
import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { MarkdownPiece } from '../ui/markdown/markdown-pieces.ts';
import type { MarkdownMarks } from '../ui/markdown/markdown-view.tsx';
import { type Mark, markTree } from './mark-tree.ts';

/** Which discussions are marked in the text: those that still ask for somebody. */
export function isMarked({ state, place, conflict }: Discussion): boolean {
  return place !== undefined && (state === 'open' || conflict.length > 0);
}

/** Marks the words of open discussions. A part whose marks stay where they are in it is not drawn anew. */
export function textMarks(discussions: readonly Discussion[]): MarkdownMarks {
  const marked = discussions.filter(isMarked);
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
