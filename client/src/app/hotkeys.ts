/** The parts of a keyboard event that decide a match; a DOM `KeyboardEvent` is one. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Does a key press match one step of a shortcut? Steps are `c`, `?`, `mod+k`, `mod+shift+z`, `Escape`,
 * `Space`. `mod` is ⌘ or Ctrl. Letters are compared by what they produce, so that any keyboard layout works.
 */
export function matchesStep(step: string, press: KeyPress): boolean {
  const wantsMod = step.startsWith('mod+');
  const wantsShift = step.startsWith('mod+shift+');
  const key = step.replace(/^mod\+(?:shift\+)?/, '');
  const mod = press.ctrlKey || press.metaKey;
  if (mod !== wantsMod || press.altKey) return false;
  if (wantsMod && press.shiftKey !== wantsShift) return false;
  if (key === 'Space') return press.key === ' ';
  return press.key === key || (wantsMod && press.key.toLowerCase() === key);
}

/** True where Space presses what has the focus. */
function isPressable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, [role="menuitem"], [role="option"]') !== null
  );
}

/** The steps of a shortcut: `g r` is two. */
function shortcutSteps(shortcut: string): readonly string[] {
  return shortcut.split(' ');
}

/** True where keys write text, so that single letters must not be taken for shortcuts. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

export interface Shortcut {
  readonly keys: string;
  readonly run: () => void;
}

/** How long after `g` the second key of `g r` is waited for. */
const sequenceMs = 1200;

/**
 * Makes a key listener that runs shortcuts. `singleKeys` false leaves only those with ⌘ or Ctrl:
 * single letters get in the way of speech input.
 */
export function createHotkeyListener(deps: {
  readonly shortcuts: () => readonly Shortcut[];
  readonly singleKeys: () => boolean;
  readonly blocked: () => boolean;
  readonly nowMs: () => number;
}): (event: KeyboardEvent) => void {
  let prefix: { readonly step: string; readonly atMs: number } | undefined;
  return (event) => {
    if (event.defaultPrevented || deps.blocked()) return;
    const withMod = event.ctrlKey || event.metaKey;
    // What is typed has an undo of its own.
    const isOwn = !withMod || event.key.toLowerCase() === 'z';
    if (isOwn && isTyping(event.target)) return;
    if (!withMod && !deps.singleKeys()) return;
    if (event.key === ' ' && isPressable(event.target)) return;
    const held = prefix !== undefined && deps.nowMs() - prefix.atMs < sequenceMs ? prefix.step : '';
    prefix = undefined;
    const candidates = deps.shortcuts().map((one) => ({ one, steps: shortcutSteps(one.keys) }));
    const found =
      candidates.find(
        ({ steps: [first = '', second] }) =>
          second !== undefined && first === held && matchesStep(second, event),
      ) ??
      candidates.find(
        ({ steps: [first = '', second] }) => second === undefined && matchesStep(first, event),
      );
    if (found !== undefined) {
      event.preventDefault();
      found.one.run();
      return;
    }
    const start = candidates.find(
      ({ steps: [first = '', second] }) => second !== undefined && matchesStep(first, event),
    );
    if (start !== undefined) prefix = { step: start.steps[0] ?? '', atMs: deps.nowMs() };
  };
}
