/**
 * Tags that writers use for layout. They are dropped, what stands between them stays. Any other
 * `<name>` is a placeholder that someone has to fill in (`-n <namespace>`) and must be seen.
 */
const layoutTags = new Set(
  (
    'a abbr article aside b big blockquote body br caption center cite code col colgroup dd del ' +
    'details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i ' +
    'iframe img ins kbd li main mark nav ol p picture pre q s samp section small source span strike ' +
    'strong sub summary sup svg table tbody td tfoot th thead tr tt u ul var video wbr'
  ).split(' '),
);

/** What a person should see of raw HTML in Markdown. */
export type HtmlPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'image'; readonly src: string; readonly alt: string };

/** Takes raw HTML apart into text, line breaks and images. Nothing of it is ever run or styled. */
export function htmlToPieces(html: string): readonly HtmlPiece[] {
  const visible = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '');
  const pieces: HtmlPiece[] = [];
  let at = 0;
  for (const tag of visible.matchAll(/<(\/?)([A-Za-z][^\s/>]*)([^>]*)>/g)) {
    const name = (tag[2] ?? '').toLowerCase();
    if (!layoutTags.has(name)) continue;
    addText(pieces, visible.slice(at, tag.index));
    at = tag.index + tag[0].length;
    if (name === 'br') pieces.push({ kind: 'break' });
    if (name === 'img') addImage(pieces, tag[3] ?? '');
  }
  addText(pieces, visible.slice(at));
  return pieces;
}

function addText(pieces: HtmlPiece[], text: string): void {
  const plain = text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&amp;/g, '&');
  if (plain.trim() !== '') pieces.push({ kind: 'text', text: plain });
}

function addImage(pieces: HtmlPiece[], attributes: string): void {
  const src = attribute(attributes, 'src');
  if (src !== '') pieces.push({ kind: 'image', src, alt: attribute(attributes, 'alt') });
}

function attribute(attributes: string, name: string): string {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? '';
}
