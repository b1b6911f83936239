import { bodyStart } from './front-matter.ts';
import { inlineText } from './inline-text.ts';
import { readLines } from './lines.ts';

/** UTF-8 bytes of plain text that a projection carries at most. */
export const maxPlainTextBytes = 64 * 1024;

/**
 * The words of a Markdown text for search: front matter, comments and markup left out, code kept
 * (people search for commands) and told apart: a line of it begins with a tab, and no other does.
 * At most 64 KB of UTF-8, cut between characters. Reads lines, never a syntax tree: about 0.1 ms a
 * KB, a twentieth of `parseMarkdown`.
 */
export function plainText(text: string): string {
  const words: string[] = [];
  let sizeBytes = 0;
  for (const line of readLines(text, bodyStart(text))) {
    if (line.kind === 'blank' || line.kind === 'rule') continue;
    const said = line.kind === 'code' ? line.text.trim() : inlineText(line.text);
    if (said === '') continue;
    const shown = line.kind === 'code' ? `\t${said}` : said;
    const room = maxPlainTextBytes - sizeBytes - (words.length > 0 ? 1 : 0);
    const kept = cutToBytes(shown, room);
    if (kept !== '') words.push(kept);
    if (kept.length < shown.length) break;
    sizeBytes = maxPlainTextBytes - room + utf8Length(kept);
  }
  return words.join('\n');
}

function cutToBytes(text: string, roomBytes: number): string {
  if (text.length * 3 <= roomBytes) return text;
  let sizeBytes = 0;
  let end = 0;
  for (const character of text) {
    sizeBytes += utf8Length(character);
    if (sizeBytes > roomBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function utf8Length(text: string): number {
  let sizeBytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair counts two: four for the pair.
    sizeBytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return sizeBytes;
}
