/** The id of the element that a step's keys and jumps lead to. */
export function stepElementId(place: number): string {
  return `step-${place + 1}`;
}
