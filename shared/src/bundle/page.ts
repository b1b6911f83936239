import { base64 } from '@scure/base';
import { digest as sha256 } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import type { BundleOrigin } from './bundle-source.ts';
import { bundleText } from './bundle-text.ts';
import { markup, type Html, nothing } from './markup.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** Raised when `--verify` or another reader could misunderstand a file. */
export const bundleVersion = 1;

/**
 * What a bundle begins with. The policy is the second wall behind the escaping: nothing is fetched
 * and nothing runs but the one script and style whose hashes it names. `title`: what people call
 * the workspace.
 */
export function pageStart({ workspace, madeAtMs }: BundleOrigin, title: string): Html {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(pageScript)}'`,
    `style-src 'sha256-${hashOf(pageStyle)}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="holdfast-bundle" content="${bundleVersion}">
<meta name="holdfast-workspace" content="${workspace}">
<meta name="holdfast-made" content="${new Date(madeAtMs).toISOString()}">
<title>${bundleText.title(title)}, ${shownTime(madeAtMs)}</title>
<style>${{ source: pageStyle }}</style>
</head>
<body>
<a class="skip" href="#content">${bundleText.skip}</a>
<div class="page">
`;
}

/** A part of the front. */
export function section(id: string, title: string, content: Html): Html {
  return markup`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${content}
  </section>`;
}

/** The last moment that a `Date` can hold. */
const maxTimeMs = 8.64e15;

const digestOpening = '<code class="digest" id="digest">';
/** Stands for the digest while it is worked out. */
export const noDigest = '0'.repeat(64);

/** What a bundle ends with, the digest in its place. */
export function pageEnd(digest: string): Html {
  return markup`<footer id="check">
<h2>${bundleText.check}</h2>
<p>${bundleText.digest} ${{ source: digestOpening }}${digest}</code></p>
<p>${bundleText.checkHow} <code>${bundleText.checkCommand}</code></p>
</footer>
</div>
<nav class="quick" aria-label="${bundleText.product}">
<a href="#start">${bundleText.searchAndContents}</a>
<a href="#incidents">${bundleText.incidents}</a>
<a href="#alerts">${bundleText.alerts}</a>
</nav>
<script>${{ source: pageScript }}</script>
</body>
</html>
`;
}

/** What stands before the digest, in bytes; no text of a document can look like it, since `<` is escaped there. */
export const digestMark = encodeUtf8(digestOpening);

/** `2026-11-27 14:05 UTC`; the page's script makes it local. */
export function timeElement(ms: number, id?: string): Html {
  // What a document says is anybody's: a time that no calendar has is left out.
  if (!(ms > 0 && ms <= maxTimeMs)) return nothing;
  const named = id === undefined ? nothing : markup` id="${id}"`;
  return markup`<time${named} datetime="${new Date(ms).toISOString()}">${shownTime(ms)}</time>`;
}

function shownTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function hashOf(text: string): string {
  return base64.encode(sha256(encodeUtf8(text)));
}
