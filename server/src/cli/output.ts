/** Where a command writes: data to standard output, everything else to standard error. */
export interface Output {
  data(text: string): void;
  message(text: string): void;
}

export function createOutput(): Output {
  return {
    data: (text) => console.log(text),
    message: (text) => console.error(text),
  };
}
