/** What runs inside the page, as text; see `page-scripts.ts`. */

/**
 * Notes, as wall clock ms, when each `typed` was put in, and when a frame began in which one more
 * `watched` was in the editor.
 */
export function watchEditor(typed: string, watched: string): string {
  return `(() => {
    const content = document.querySelector('.cm-content');
    const now = () => performance.timeOrigin + performance.now();
    globalThis.typedAtMs = [];
    globalThis.seenAtMs = [];
    content.addEventListener('beforeinput', ({ data, timeStamp }) => {
      if (data === ${JSON.stringify(typed)}) typedAtMs.push(performance.timeOrigin + timeStamp);
    }, true);
    new MutationObserver(() => requestAnimationFrame(() => {
      const count = content.textContent.split(${JSON.stringify(watched)}).length - 1;
      while (seenAtMs.length < count) seenAtMs.push(now());
    })).observe(content, { childList: true, subtree: true, characterData: true });
  })()`;
}

/** What \`watchEditor\` has noted. */
export const readWatched = '({ typedAtMs: globalThis.typedAtMs, seenAtMs: globalThis.seenAtMs })';

const list = `document.querySelector('[role="log"] ol')`;

/** How many entries the timeline shows or would show, were it scrolled there. */
export const readEntryCount = `
  Number(document.querySelector('[role="log"] li')?.getAttribute('aria-setsize') ?? 0)
`;

/** Notes, before anything else runs, when \`text\` is on the timeline. */
export function watchTimeline(text: string): string {
  return `
    new MutationObserver((_, observer) => {
      if (!document.querySelector('[role="log"]')?.textContent.includes(${JSON.stringify(text)})) return;
      observer.disconnect();
      globalThis.timelineAtMs = performance.now();
    }).observe(document, { childList: true, subtree: true });
  `;
}

/** Ms from the start of the navigation until then, or null. */
export const readTimeline = 'globalThis.timelineAtMs ?? null';

/** Scrolls the timeline by \`step\` px a frame, \`frames\` times; resolves with how long each frame took, in ms. */
export function scrollAndTime(step: number, frames: number): string {
  return `new Promise((resolve) => {
    const log = document.querySelector('[role="log"]');
    const times = [];
    let last;
    const frame = (at) => {
      if (last !== undefined) times.push(at - last);
      last = at;
      if (times.length >= ${frames}) return resolve(times);
      log.scrollTop += ${step};
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`;
}

/** Changes a field of the timeline's tools by its label; resolves with the ms until \`count\` entries are listed. */
export function narrowAndTime(label: string, value: string, count: number): string {
  return `new Promise((resolve, reject) => {
    const field = document.querySelector('[aria-label=${JSON.stringify(label)}]');
    const isThere = () =>
      Number(document.querySelector('[role="log"] li')?.getAttribute('aria-setsize') ?? 0) === ${count};
    if (isThere()) return reject(new Error('as many before'));
    const startMs = performance.now();
    const timer = setTimeout(() => reject(new Error('never ${count} entries')), 20000);
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      clearTimeout(timer);
      requestAnimationFrame(() => resolve(performance.now() - startMs));
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set
      .call(field, ${JSON.stringify(value)});
    field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  })`;
}

/** Posts \`text\` by the composer; resolves with the ms from Enter until it is on the timeline. */
export function postAndTime(text: string): string {
  return `new Promise((resolve, reject) => {
    const field = document.querySelector('[aria-label="Write on the timeline"]');
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set
      .call(field, ${JSON.stringify(text)});
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const timer = setTimeout(() => reject(new Error('not posted')), 20000);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const startMs = performance.now();
      const observer = new MutationObserver(() => {
        if (!${list}.textContent.includes(${JSON.stringify(text)})) return;
        observer.disconnect();
        clearTimeout(timer);
        requestAnimationFrame(() => resolve(performance.now() - startMs));
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    }));
  })`;
}
