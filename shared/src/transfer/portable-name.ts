import { encodeUtf8 } from 'lib0/string';

/** Names that Windows keeps for devices, whatever their ending or case. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))/i;
const maxSlugBytes = 120;

/** A file or folder name that every common system can store: characters it cannot, replaced by `_`. */
export function portableName(name: string): string {
  return name
    .replace(/[<>:"|?*\\\p{Cc}]/gu, '_')
    .replace(/[. ]+$/, (ending) => '_'.repeat(ending.length))
    .replace(deviceName, (device) => `${device}_`);
}

/** A file name without ending, made from a title: letters and digits of any script, and hyphens. */
export function fileSlug(title: string): string {
  let slug = '';
  for (const character of title.normalize('NFC').toLowerCase()) {
    const next = /[\p{L}\p{M}\p{N}]/u.test(character) ? character : '-';
    if (encodeUtf8(slug + next).length > maxSlugBytes) break;
    slug += next;
  }
  const trimmed = slug.replace(/-+/g, '-').replace(/^-|-$/g, '');
  return trimmed === '' ? 'runbook' : portableName(trimmed);
}
