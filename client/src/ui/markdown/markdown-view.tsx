import type { Element, Nodes } from 'hast';
import { toJsxRuntime, type Components } from 'hast-util-to-jsx-runtime';
import { memo, useMemo, useState } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { ScrollBox } from '../scroll-box.tsx';
import { readerText } from '../text/reader.ts';
import { Callout, calloutKind } from './callout.tsx';
import { copyCaution } from './copy-caution.ts';
import { CodeBlock } from './code-block.tsx';
import { Diagram, RememberDiagrams, type DiagramMemory } from './diagram.tsx';
import { Heading, type HeadingTag } from './heading.tsx';
import { MarkdownImage } from './markdown-image.tsx';
import { MarkdownLink } from './markdown-link.tsx';
import type { MarkdownPiece, MarkdownPieces } from './markdown-pieces.ts';
import type { MarkdownTree } from '@holdfast/shared/markdown/markdown-tree';
import type { LinkTarget } from '@holdfast/shared/markdown/resolve-link';
import classes from './markdown-view.module.css';

const headingTags: readonly HeadingTag[] = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** What a screen puts into a text that it shows. All of it must be stable. */
interface MarkdownAdditions {
  /** Changes a part before it is drawn; `start` is where it begins in the text, in UTF-16 code units. */
  readonly prepare?: ((part: MarkdownTree, start: number) => MarkdownTree) | undefined;
  /** Drawn instead of the elements of these names. */
  readonly components?: Partial<Components> | undefined;
  /** What is marked in it. */
  readonly marks?: MarkdownMarks | undefined;
}

/** Marks in a text; a part is drawn anew only where its own marks are others than before. */
export interface MarkdownMarks {
  /** The marks of a part in one word; empty: none. */
  of(piece: MarkdownPiece): string;
  /** Puts them into the part. Stable. */
  readonly put: (part: MarkdownTree, source: string, marks: string) => MarkdownTree;
}

/** Shows a text. `resolve` says where its links lead; it must be stable, or everything is drawn anew. */
export const MarkdownView = memo(function MarkdownView(
  props: {
    readonly markdown: MarkdownPieces;
    readonly resolve: (href: string) => LinkTarget;
  } & MarkdownAdditions,
) {
  const { markdown, resolve } = props;
  const { shown } = markdown;
  const isWhole = markdown.complete && shown.length === 1;
  const [diagrams] = useState<DiagramMemory>(() => new Map());
  return (
    <RememberDiagrams value={diagrams}>
      <div className={classes.markdown} aria-busy={!markdown.complete} data-markdown>
        {shown.map((piece) => {
          const content = (
            <Piece
              key={piece.key}
              place={piece.key}
              markdown={piece.markdown}
              ids={piece.ids.join(' ')}
              start={piece.start}
              resolve={resolve}
              prepare={props.prepare}
              components={props.components}
              source={piece.source.text}
              marks={props.marks?.of(piece) ?? ''}
              putMarks={props.marks?.put}
              isWhole={isWhole}
            />
          );
          if (isWhole) return content;
          return (
            <div
              key={piece.key}
              className={classes.piece}
              data-piece
              style={{ containIntrinsicBlockSize: `auto ${heightGuessPx(piece.source.text)}px` }}
            >
              {content}
            </div>
          );
        })}
      </div>
    </RememberDiagrams>
  );
});

/** `ids` are the anchors of the headings, a space between each two: a word that is the same while they are. */
const Piece = memo(function Piece(
  props: {
    readonly place: number;
    readonly markdown: MarkdownTree;
    readonly ids: string;
    readonly start: number;
    readonly resolve: (href: string) => LinkTarget;
    readonly isWhole: boolean;
    readonly source: string;
    readonly marks: string;
    readonly putMarks: MarkdownMarks['put'] | undefined;
  } & Pick<MarkdownAdditions, 'prepare' | 'components'>,
) {
  const { place, markdown, ids, start, resolve, prepare, components } = props;
  const { source, marks, putMarks } = props;
  const drawn = useMemo(
    () => ({ ...createComponents(markdown, ids.split(' '), resolve, place), ...components }),
    [markdown, ids, resolve, place, components],
  );
  const content = useMemo(
    () =>
      toJsxRuntime(shownTree(markdown, { start, prepare, source, marks, putMarks }), {
        Fragment,
        jsx,
        jsxs,
        passNode: true,
        components: drawn,
      }),
    [markdown, start, prepare, drawn, source, marks, putMarks],
  );
  return (
    <>
      {markdown.asWritten && (
        <p role="note" className={classes.asWritten} data-not-text>
          {props.isWhole ? readerText.asWritten : readerText.partAsWritten}
        </p>
      )}
      {content}
    </>
  );
});

function shownTree(
  markdown: MarkdownTree,
  to: Pick<MarkdownAdditions, 'prepare'> & {
    readonly start: number;
    readonly source: string;
    readonly marks: string;
    readonly putMarks: MarkdownMarks['put'] | undefined;
  },
): MarkdownTree['tree'] {
  const prepared = to.prepare?.(markdown, to.start) ?? markdown;
  if (to.marks === '' || to.putMarks === undefined) return prepared.tree;
  return to.putMarks(prepared, to.source, to.marks).tree;
}

/** How high a piece will be that was never laid out: what the scroll bar goes by until then. */
function heightGuessPx(text: string): number {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  return Math.round(30 * Math.max(lines, text.length / 90));
}

function createComponents(
  markdown: MarkdownTree,
  ids: readonly string[],
  resolve: (href: string) => LinkTarget,
  place: number,
): Partial<Components> {
  const diagrams = diagramsIn(markdown.tree);
  const idByOffset = new Map(markdown.outline.map(({ offset }, index) => [offset, ids[index]]));
  const headings = Object.fromEntries(
    headingTags.map((tag): [HeadingTag, Components[HeadingTag]] => [
      tag,
      ({ node, dir, children }) => (
        <Heading
          tag={tag}
          dir={dir}
          id={idByOffset.get(node?.position?.start.offset ?? -1)}
          text={node === undefined ? '' : plainWords(node)}
        >
          {children}
        </Heading>
      ),
    ]),
  );
  return {
    ...headings,
    a: ({ id, href, children }) => (
      <MarkdownLink id={id} target={href === undefined ? undefined : resolve(href)}>
        {children}
      </MarkdownLink>
    ),
    img: ({ src, alt }) =>
      typeof src === 'string' ? <MarkdownImage src={src} alt={alt ?? ''} /> : (alt ?? null),
    pre: ({ node, children }) => {
      const text = node === undefined ? '' : plainWords(node);
      const diagram = diagrams.indexOf(node?.position?.start.offset ?? -1);
      if (diagram >= 0) {
        return (
          <Diagram place={`${place} ${diagram}`} text={text}>
            {children}
          </Diagram>
        );
      }
      return (
        <CodeBlock language={codeLanguage(node)} text={text} caution={copyCaution(node)}>
          {children}
        </CodeBlock>
      );
    },
    table: ({ dir, children }) => (
      <ScrollBox label={readerText.table} className={classes.tableScroll}>
        <table dir={dir}>{children}</table>
      </ScrollBox>
    ),
    input: ({ checked }) => (
      <input
        type="checkbox"
        checked={checked === true}
        disabled
        readOnly
        aria-label={checked === true ? readerText.done : readerText.notDone}
      />
    ),
    div: ({ node, dir, children }) => {
      const kind = calloutKind(node?.properties['dataCallout']);
      if (kind === undefined) return <div dir={dir}>{children}</div>;
      return (
        <Callout kind={kind} dir={dir}>
          {children}
        </Callout>
      );
    },
  };
}

/** Where the blocks of code begin that Mermaid draws, in the order of the text. */
function diagramsIn(node: Nodes): readonly number[] {
  if (node.type === 'element' && node.tagName === 'pre') {
    const offset = node.position?.start.offset;
    return offset !== undefined && codeLanguage(node) === 'mermaid' ? [offset] : [];
  }
  return 'children' in node ? node.children.flatMap(diagramsIn) : [];
}

function codeLanguage(pre: Element | undefined): string {
  const code = pre?.children.find((child) => child.type === 'element');
  const names = code?.properties['className'];
  const found = Array.isArray(names)
    ? names.find((name) => String(name).startsWith('language-'))
    : '';
  return String(found ?? '').replace('language-', '');
}

/** The words of a tree, without its markup. */
export function plainWords(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(plainWords).join('') : '';
}
