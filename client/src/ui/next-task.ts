/** Lets whatever waits go first: input, messages, drawing. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
