import { cutText } from '@holdfast/shared/markdown/characters';
import type { Graph } from './graph-model.ts';
import { groupWords, nameOf } from './graph-words.ts';
import { absolute, type Layout } from './layout.ts';
import { lineKey, type Lines } from './lines/lay-lines.ts';
import { boxSize } from './place-boxes.ts';

export interface PictureOptions {
  readonly title: string;
  readonly bandName: (layer: Layout['bands'][number]['layer']) => string;
  readonly frameName: (id: string) => string;
  /** A second line of a box: what is found of it. */
  readonly second: (id: string) => string;
  readonly isStrong: (id: string) => boolean;
}

const dashes: Readonly<Record<string, string>> = {
  soft: '6 5',
  'control-plane': '2 4',
  human: '10 4 2 4',
};

/** The picture as a file of its own: light, whatever the screen is, and complete. */
export function pictureSvg(
  graph: Graph,
  layout: Layout & { readonly lines: Lines },
  options: PictureOptions,
): string {
  const { height } = layout;
  const at = new Map(
    graph.nodes.flatMap((node) => {
      const place = layout.places.get(node.id);
      return place === undefined ? [] : [[node.id, absolute(place, node, layout)] as const];
    }),
  );
  const bands = layout.bands.map(
    ({ layer, top, height: tall }, index) =>
      `<rect x="${layout.left}" y="${top}" width="${layout.width}" height="${tall}" fill="${index % 2 === 0 ? '#f7f8fa' : '#ffffff'}"/>` +
      `<text x="${layout.left + 10}" y="${top + 20}" font-size="14" font-weight="600" fill="#495057">${escaped(options.bandName(layer))}</text>`,
  );
  const frames = layout.frames.flatMap((frame) =>
    frame.id === ''
      ? []
      : [
          `<rect x="${frame.left}" y="${frame.top}" width="${frame.width}" height="${frame.height}" rx="10" fill="${frame.depth % 2 === 0 ? '#f7f8fa' : '#ffffff'}" stroke="#adb5bd"/>` +
            `<text x="${frame.left + 14}" y="${frame.top + 24}" font-size="14" font-weight="600" fill="#495057">${escaped(options.frameName(frame.id))}</text>`,
        ],
  );
  const edges = graph.edges.map((edge) => {
    const laid = layout.lines.of.get(lineKey(edge));
    if (laid === undefined) return '';
    const { kind } = edge;
    const dash = dashes[kind] === undefined ? '' : ` stroke-dasharray="${dashes[kind]}"`;
    const stroke = kind === 'group' ? '#1864ab' : '#868e96';
    const [width, arrow] = kind === 'group' ? [2, 'group'] : [1.5, 'arrow'];
    return `<path d="${laid.path}" fill="none" stroke="${stroke}" stroke-width="${width}"${dash} marker-end="url(#${arrow})"/>`;
  });
  const boxes = graph.nodes.map((node) => {
    const place = at.get(node.id);
    if (place === undefined) return '';
    const strong = options.isStrong(node.id);
    const groups = groupWords(node);
    const badge = 14 + groups.length * 6;
    return (
      `<g transform="translate(${place.x} ${place.y})">` +
      `<rect width="${boxSize.width}" height="${boxSize.height}" rx="8" fill="#ffffff" stroke="${strong ? '#c92a2a' : '#868e96'}" stroke-width="${strong ? 2 : 1}"/>` +
      `<text x="10" y="22" font-size="13" font-weight="600" fill="#1f2328">${escaped(cut(nameOf(node), 27))}</text>` +
      `<text x="10" y="40" font-size="11.5" fill="${strong ? '#c92a2a' : '#495057'}">${escaped(cut(options.second(node.id), 32))}</text>` +
      (groups === ''
        ? ''
        : `<rect x="${boxSize.width / 2 + 7}" y="${boxSize.height - 8}" width="${badge}" height="16" rx="8" fill="#ffffff" stroke="#1864ab"/>` +
          `<text x="${boxSize.width / 2 + 7 + badge / 2}" y="${boxSize.height + 4}" font-size="11" text-anchor="middle" fill="#1864ab">${escaped(groups)}</text>`) +
      `</g>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${layout.left} 0 ${layout.width} ${height}" width="${layout.width}" height="${height}" font-family="system-ui, sans-serif" role="img">` +
    `<title>${escaped(options.title)}</title>` +
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="#868e96"/></marker>` +
    `<marker id="group" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="#1864ab"/></marker></defs>` +
    `<rect x="${layout.left}" y="0" width="${layout.width}" height="${height}" fill="#ffffff"/>` +
    [...bands, ...frames, ...edges, ...boxes].join('') +
    `</svg>`
  );
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${cutText(text, most - 1)}…`;
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // XML has no way to write control characters.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  );
}
