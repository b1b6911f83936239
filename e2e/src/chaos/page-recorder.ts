/** What a page has said of its edits since its last report, and how quickly it took keys. */
export interface PageReport {
  /** Marks that were in the editor a moment before the words were read, in the order of typing. */
  readonly statements: readonly Statement[];
  /** From the key to the end of its handling, ms. */
  readonly waitsMs: readonly number[];
}

/** The words at the top of a page, and how many of this page's marks they spoke for. */
export interface Statement {
  readonly words: string;
  readonly marks: number;
}

export interface PageRecorder {
  /** A mark is in the editor. */
  typed(): void;
}

declare global {
  interface Window {
    chaosRecorder: PageRecorder;
    /** Put there by the program that drives the page. */
    chaosReport(report: PageReport): Promise<void>;
  }
}

/**
 * Runs in the page, before its own scripts: reads the saved state ten times a second, as a person
 * looking at it would, and times every key. It must not use anything outside itself.
 */
export function recordPage(): void {
  /** Words that have just been drawn speak for what was typed this long before. */
  const lookMs = 100;
  const marks: number[] = [];
  let waitsMs: number[] = [];
  let pressedAtMs: number | undefined;

  window.addEventListener(
    'keydown',
    (event) => {
      pressedAtMs = event.timeStamp;
    },
    { capture: true },
  );
  window.addEventListener('input', (event) => {
    const startMs = pressedAtMs ?? event.timeStamp;
    pressedAtMs = undefined;
    const channel = new MessageChannel();
    channel.port1.addEventListener('message', () => {
      channel.port1.close();
      waitsMs.push(performance.now() - startMs);
    });
    channel.port1.start();
    channel.port2.postMessage(undefined);
  });

  let last = '';
  setInterval(() => {
    const words = document
      .querySelector('a[aria-label$="opens Sync"]')
      ?.getAttribute('aria-label')
      ?.replace(/, opens Sync$/u, '');
    if (words === undefined) return;
    const before = performance.now() - lookMs;
    let count = marks.length;
    while (count > 0 && (marks[count - 1] ?? 0) > before) count -= 1;
    const said = `${count} ${words}`;
    if (said === last) return;
    last = said;
    const report = { statements: [{ words, marks: count }], waitsMs };
    waitsMs = [];
    void window.chaosReport(report);
  }, lookMs);

  window.chaosRecorder = {
    typed() {
      marks.push(performance.now());
    },
  };
}
