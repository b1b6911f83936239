/** What runs inside the page, as text; see `page-scripts.ts`. */

const row = `document.querySelector('[aria-label="Findings"] li')`;

/** Notes, before anything else runs, when the first finding is in the page. */
export const watchFirstFinding = `
  new MutationObserver((_, observer) => {
    if (${row} === null) return;
    observer.disconnect();
    globalThis.firstFindingAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

/** Ms from the start of the navigation until the first finding, or null. */
export const readFirstFinding = 'globalThis.firstFindingAtMs ?? null';

/** Follows the link to the review; resolves with the ms until the first finding is there. */
export const openReviewAndTime = `new Promise((resolve, reject) => {
  const link = document.querySelector('nav a[href^="/review"]');
  if (link === null) return reject(new Error('no link to the review'));
  const startedAt = performance.now();
  new MutationObserver((_, observer) => {
    if (${row} === null) return;
    observer.disconnect();
    resolve(performance.now() - startedAt);
  }).observe(document, { childList: true, subtree: true });
  link.click();
})`;

/** How many findings the page speaks of. */
export const readFindingCount = `
  Number(${row}?.getAttribute('aria-setsize') ?? 0)
`;
