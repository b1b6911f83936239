/**
 * Settings of Mermaid that a diagram's text cannot change: with these it could bring styles and HTML,
 * and so have the browser ask other servers for something.
 */
export const lockedSettings = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'maxTextSize',
  'suppressErrorRendering',
  'maxEdges',
  'themeCSS',
  'fontFamily',
  'altFontFamily',
  'htmlLabels',
  'dompurifyConfig',
  'ticketBaseUrl',
  'forceLegacyMathML',
  'legacyMathML',
];

/** A diagram's text without what would be fetched. */
export type LocalDiagram =
  | { readonly ok: true; readonly text: string; readonly leftOut: boolean }
  /** It asks for something from elsewhere in a way that cannot be taken out. */
  | { readonly ok: false };

/** Takes out of a diagram's text what would make the browser ask for pictures or styles. */
export function localDiagram(text: string): LocalDiagram {
  let local = text;
  for (const [pattern, instead] of takenOut) local = local.replace(pattern, instead);
  // Written in other ways, too: escaped, or in two halves around what Mermaid takes out itself.
  const read = [local, withoutDirectives(local)].flatMap((one) => [one, decoded(one)]);
  if (read.some((one) => fetches.some((pattern) => pattern.test(one)))) return { ok: false };
  return { ok: true, text: local, leftOut: local !== text };
}

const cssUrl = /(?<![\w-])url\(\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s"'()]*)\s*\)/gi;

const takenOut: readonly (readonly [RegExp, string])[] = [
  // Of a node's data, the picture alone: the node stays, with its label.
  [/(@\{[^{}]*?)(?<![\w-])img\s*:\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s"',{}]+)/g, '$1left: out'],
  [/(?<=@import\s*)(?:"[^"\n]*"|'[^'\n]*')/gi, ''],
  [cssUrl, 'none'],
  [/@import\b/gi, ''],
  [/<\s*img\b[^<>\n]*>/gi, ''],
];

const fetches: readonly RegExp[] = [
  /(?<![\w-])(?:url|src|image|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade);?\(/i,
  /@import|@font-face/i,
  /@\{[\s\S]*(?<![\w-])img["']?\s*:/i,
  /["']icon["']\s*:\s*["'][^@"'][^"']*\//i,
  /<\s*(?:img|image|feimage|picture|source|video|audio|track|iframe|object|embed|link|style|use|svg|input|meta|base|script)\b/i,
];

function withoutDirectives(text: string): string {
  return text.replace(/%%\{[\s\S]*?\}%%/g, '').replace(/^\s*%%[^\n]*\n?/gm, '');
}

/** What escapes of CSS, JSON, YAML, HTML and Mermaid stand for, also those within each other. */
function decoded(text: string): string {
  let now = text;
  for (let round = 0; round < 3; round += 1) {
    now = now
      .replace(/\\\r?\n\s*/g, '')
      .replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, u = '', x = '') =>
        character(`${u}${x}`, 16),
      )
      .replace(/\\u([0-9a-f]{8})/gi, (_, hex: string) => character(hex, 16))
      .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, hex: string) => character(hex, 16))
      .replace(/\\(.)/g, '$1')
      .replace(/(?:&#x|#x)([0-9a-f]{1,6});?/gi, (_, hex: string) => character(hex, 16))
      .replace(/&?#(\d{1,7});?/g, (_, digits: string) => character(digits, 10))
      .replace(/[&#](lpar|commat|lt|colon|quot|apos);/gi, (whole, name: string) => {
        return named[name.toLowerCase()] ?? whole;
      });
  }
  return now;
}

const named: Readonly<Record<string, string>> = {
  lpar: '(',
  commat: '@',
  lt: '<',
  colon: ':',
  quot: '"',
  apos: "'",
};

function character(digits: string, base: number): string {
  const code = Number.parseInt(digits, base);
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : '';
}

/** Whether an attribute of a drawn picture may stay: it runs nothing, and leads to nothing outside. */
export function isLocalAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name)) return false;
  if (/^(?:xlink:)?href$|^src$|^srcset$/i.test(name)) return value.startsWith('#');
  return localStyles(value) === value;
}

/** Styles of a drawn picture without what would be fetched; references within the picture stay. */
export function localStyles(css: string): string {
  if (!/[\\@]|url|src|image|cross-fade/i.test(css)) return css;
  // No drawing needs an escape, and one could hide the rest.
  return css
    .replaceAll('\\', '')
    .replace(/@import[^;]*;?/gi, '')
    .replace(/@font-face\s*\{[^}]*\}?/gi, '')
    .replace(/(?<![\w-])(?:url|src|image|(?:-webkit-)?image-set)\(\s*(?!["']?#)[^)]*\)?/gi, 'none');
}

/** Elements that would fetch, run, or bring HTML into a picture. */
export const foreignElements =
  'image, feImage, script, foreignObject iframe, foreignObject img, img, iframe, object, embed, link, video, audio';
