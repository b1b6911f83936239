import { plural } from './plural.ts';

/** What counts and buttons say of open comments and suggestions. */
export function openWords(comments: number, suggestions: number): string {
  const parts = [
    ...(comments > 0 ? [plural(comments, 'open comment', 'open comments')] : []),
    ...(suggestions > 0 ? [plural(suggestions, 'open suggestion', 'open suggestions')] : []),
  ];
  return parts.join(', ');
}
