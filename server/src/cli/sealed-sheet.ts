import type { Claims } from '@holdfast/shared/access/claims';
import { duration } from '@holdfast/shared/model/duration';
import { momentText } from './access-options.ts';

/** A page to print and seal: what it is, how it is opened, and what happens then. Loads nothing. */
export function sealedSheet({
  link,
  picture,
  claims,
  pages,
}: {
  readonly link: string;
  /** The link as SVG. */
  readonly picture: string;
  readonly claims: Claims;
  /** Where the relays that the link names serve the app; the link opens the first. */
  readonly pages: readonly string[];
}): string {
  const { name, role, ws, exp, life = 0, jti, kind } = claims;
  const title = kind === 'break-glass' ? 'Sealed access for an emergency' : 'Invitation';
  const facts = [
    ['Workspace', ws],
    ['For', name],
    ['Role', role],
    ['Can be opened until', momentText(exp * 1000)],
    ['Then good for', duration(life)],
    ['Number', jti],
  ];
  const rows = facts.map(
    ([what, is]) => `<tr><th>${escaped(what)}</th><td>${escaped(is)}</td></tr>`,
  );
  const shown =
    kind === 'break-glass'
      ? 'Open it only when nobody who could let you in can be reached. Everybody in the workspace sees that it was opened, by which device and when, and it stays written there.'
      : 'It is for one person and one device. Whoever opens it first is in.';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
  body { font: 11pt/1.5 system-ui, sans-serif; max-width: 17cm; margin: 1cm auto; color: #000; background: #fff }
  h1 { font-size: 18pt; margin: 0 0 .5cm }
  th { text-align: left; padding-right: 1cm; font-weight: 600 }
  svg { width: 11cm; height: 11cm; display: block; margin: .5cm 0 }
  code { font: 7pt/1.4 ui-monospace, monospace; overflow-wrap: anywhere; display: block }
</style>
<h1>${escaped(title)}</h1>
<table>${rows.join('')}</table>
<p>${escaped(shown)}</p>
<p>Point the camera of a phone at the picture, or type the address below into a browser.</p>
<p>${
    pages.length > 1
      ? 'It opens at the first of these. If that does not answer, the relay is down: put another one before <strong>/join</strong>.'
      : 'It opens at this address, and names no other relay: while that one is down, a device that never was here cannot use it.'
  }</p>
<ul>${pages.map((page) => `<li>${escaped(page)}</li>`).join('')}</ul>
${picture}
<code>${escaped(link)}</code>
</html>
`;
}

function escaped(text: string | undefined): string {
  return (text ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
