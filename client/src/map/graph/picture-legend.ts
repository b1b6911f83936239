import { dashes, escaped, pictureColors as colors } from './picture-parts.ts';
import { textWidth } from './text-width.ts';

const size = 12;
const rowHeight = 24;
const edge = 12;
const sample = 30;

/** What lines and frames of a picture mean, below it, in as many rows as it takes; sizes in px. */
export function legendSvg(order: {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Kinds of lines, and what each is called. */
  readonly lines: readonly (readonly [kind: string, name: string])[];
  /** Of the frame of boxes that stand out; empty where none does. */
  readonly strong: string;
}): { readonly svg: string; readonly height: number } {
  const { left, width } = order;
  const entries = [
    ...order.lines.map(([kind, name]) => ({ name, sample: lineSample(kind) })),
    ...(order.strong === '' ? [] : [{ name: order.strong, sample: boxSample }]),
  ];
  if (entries.length === 0) return { svg: '', height: 0 };
  let x = left + edge;
  let y = order.top + edge;
  const parts = entries.map((entry) => {
    const wide = sample + 8 + textWidth(entry.name, size);
    if (x > left + edge && x + wide > left + width - edge) {
      x = left + edge;
      y += rowHeight;
    }
    const part =
      `<g transform="translate(${x} ${y})">${entry.sample}` +
      `<text x="${sample + 8}" y="16" font-size="${size}" fill="#495057">${escaped(entry.name)}</text></g>`;
    x += wide + 18;
    return part;
  });
  return { svg: parts.join(''), height: y + rowHeight + edge - order.top };
}

function lineSample(kind: string): string {
  const dash = dashes[kind] === undefined ? '' : ` stroke-dasharray="${dashes[kind]}"`;
  const [stroke, width] = kind === 'group' ? [colors.group, 2] : [colors.line, 1.5];
  return `<path d="M0 12H${sample}" fill="none" stroke="${stroke}" stroke-width="${width}"${dash}/>`;
}

const boxSample = `<rect x="3" y="4" width="24" height="15" rx="4" fill="#ffffff" stroke="${colors.strong}" stroke-width="2"/>`;
