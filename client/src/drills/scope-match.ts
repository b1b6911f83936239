/** Something that can be chosen by its label. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What fits a text, the one that is called just so first; case counts for nothing. */
export function suggestionsFor<C extends Choice>(
  text: string,
  choices: readonly C[],
): readonly C[] {
  const asked = text.trim().toLowerCase();
  const found = choices.filter(({ label }) => label.toLowerCase().includes(asked));
  const exact = found.find(({ label }) => label.toLowerCase() === asked);
  return exact === undefined ? found : [exact, ...found.filter((one) => one !== exact)];
}

/**
 * What a text chooses. Whoever presses Enter takes the first suggestion; whoever just leaves the
 * field takes what is called so, or the only one that fits.
 */
export function choiceOf(
  text: string,
  choices: readonly Choice[],
  by: 'enter' | 'leaving',
): Choice | 'none' | 'several' {
  const found = suggestionsFor(text, choices);
  const [first] = found;
  if (first === undefined) return 'none';
  const isExact = first.label.toLowerCase() === text.trim().toLowerCase();
  return by === 'enter' || isExact || found.length === 1 ? first : 'several';
}
