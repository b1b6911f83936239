import type { Graph } from './graph-model.ts';
import { groupWords, nameOf } from './graph-words.ts';
import { absolute, type Layout } from './layout.ts';
import { lineKey, type Lines } from './lines/lay-lines.ts';
import { legendSvg } from './picture-legend.ts';
import { boxSize } from './place-boxes.ts';
import { cutToWidth } from './text-width.ts';
import { dashes, escaped, pictureColors as colors } from './picture-parts.ts';

export interface PictureOptions {
  readonly title: string;
  readonly bandName: (layer: Layout['bands'][number]['layer']) => string;
  readonly frameName: (id: string) => string;
  /** A second line of a box: what is found of it. */
  readonly second: (id: string) => string;
  readonly isStrong: (id: string) => boolean;
  /** What lines mean, by kind, and what the frame of a box that is strong does. */
  readonly legend: {
    readonly lines: Readonly<Partial<Record<Graph['edges'][number]['kind'], string>>>;
    readonly strong: string;
  };
}

/** Room for text. */
const inner = boxSize.width - 14;

/** The picture as a file of its own: light, whatever the screen is, and complete. */
export function pictureSvg(
  graph: Graph,
  layout: Layout & { readonly lines: Lines },
  options: PictureOptions,
): string {
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
    const stroke = kind === 'group' ? colors.group : colors.line;
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
      `<g transform="translate(${place.x} ${place.y})"><title>${escaped(nameOf(node))}</title>` +
      `<rect width="${boxSize.width}" height="${boxSize.height}" rx="8" fill="#ffffff" stroke="${strong ? '#c92a2a' : '#868e96'}" stroke-width="${strong ? 2 : 1}"/>` +
      `<g clip-path="url(#box)"><text x="10" y="22" font-size="13" font-weight="600" fill="#1f2328">${escaped(cutToWidth(nameOf(node), 13, inner))}</text>` +
      `<text x="10" y="40" font-size="11.5" fill="${strong ? '#c92a2a' : '#495057'}">${escaped(cutToWidth(options.second(node.id), 11.5, inner))}</text></g>` +
      (groups === ''
        ? ''
        : `<rect x="${boxSize.width / 2 + 7}" y="${boxSize.height - 8}" width="${badge}" height="16" rx="8" fill="#ffffff" stroke="#1864ab"/>` +
          `<text x="${boxSize.width / 2 + 7 + badge / 2}" y="${boxSize.height + 4}" font-size="11" text-anchor="middle" fill="#1864ab">${escaped(groups)}</text>`) +
      `</g>`
    );
  });
  const kinds = new Set<string>(graph.edges.map(({ kind }) => kind));
  const legend = legendSvg({
    left: layout.left,
    top: layout.height,
    width: layout.width,
    lines: Object.entries(options.legend.lines).filter(([kind]) => kinds.has(kind)),
    strong: graph.nodes.some(({ id }) => options.isStrong(id)) ? options.legend.strong : '',
  });
  const height = layout.height + legend.height;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${layout.left} 0 ${layout.width} ${height}" width="${layout.width}" height="${height}" font-family="system-ui, sans-serif" role="img">` +
    `<title>${escaped(options.title)}</title>` +
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="#868e96"/></marker>` +
    `<marker id="group" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="#1864ab"/></marker>` +
    // Where a typeface is wider than was reckoned with, it still ends within its box.
    `<clipPath id="box"><rect width="${boxSize.width - 4}" height="${boxSize.height}"/></clipPath></defs>` +
    `<rect x="${layout.left}" y="0" width="${layout.width}" height="${height}" fill="#ffffff"/>` +
    [...bands, ...frames, ...edges, ...boxes, legend.svg].join('') +
    `</svg>`
  );
}
