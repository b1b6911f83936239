/**
 * What runs inside the page, as text: this workspace knows no DOM types, and nothing here may depend
 * on what a compiler adds.
 */

/** Notes, before anything else runs, when the first row of a list is in the page. */
export const watchFirstRow = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('[role="table"] [role="row"] a') === null) return;
    observer.disconnect();
    globalThis.firstRowAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

/** Ms from the start of the navigation until the first row, or null when there is none yet. */
export const readFirstRow = 'globalThis.firstRowAtMs ?? null';

/** How many rows the list speaks of, its header included. */
export const readRowCount = `
  Number(document.querySelector('[role="table"]')?.getAttribute('aria-rowcount') ?? 0)
`;

/** Whether the installed app can open this page without a server. */
export const isInstalled = `
  navigator.serviceWorker.controller !== null ||
    navigator.serviceWorker.getRegistration().then((found) => found?.active != null)
`;

/** Clicks the link with this text; resolves with the ms until \`marker\` is in the page. */
export function openAndTime(linkText: string, marker: string): string {
  return `new Promise((resolve, reject) => {
    const links = [...document.querySelectorAll('[role="table"] [role="row"] a')];
    const link = links.find((one) => one.textContent === ${JSON.stringify(linkText)});
    if (link === undefined) return reject(new Error('no such link'));
    const startedAt = performance.now();
    new MutationObserver((_, observer) => {
      if (!document.body.textContent.includes(${JSON.stringify(marker)})) return;
      observer.disconnect();
      resolve(performance.now() - startedAt);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    link.click();
  })`;
}

/** Notes, before anything else runs, when the first found word is marked in a list. */
export const watchFirstMark = `
  new MutationObserver((_, observer) => {
    if (document.querySelector('[role="table"] mark') === null) return;
    observer.disconnect();
    globalThis.firstMarkAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

/** Ms from the start of the navigation until the first mark, or null when there is none yet. */
export const readFirstMark = 'globalThis.firstMarkAtMs ?? null';

/** Puts `query` into the list's search; resolves with the ms until `found`, a whole word, is marked in a row. */
export function searchAndTime(query: string, found: string): string {
  return `new Promise((resolve, reject) => {
    const field = document.querySelector('[type="search"]');
    const wanted = ${JSON.stringify(found)};
    const isThere = () => [...document.querySelectorAll('[role="table"] mark')]
      .some((mark) => mark.textContent.toLowerCase() === wanted);
    if (isThere()) return reject(new Error('found before it was asked for'));
    const startMs = performance.now();
    const timer = setTimeout(() => reject(new Error('nothing found')), 10000);
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      clearTimeout(timer);
      resolve(performance.now() - startMs);
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
      .call(field, ${JSON.stringify(query)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
  })`;
}
