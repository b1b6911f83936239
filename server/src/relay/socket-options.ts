/** For every socket, on both sides. Compression costs more memory and time than these small messages save. */
export const socketOptions = {
  perMessageDeflate: false,
  /** Who does not answer a close within this is cut off. */
  closeTimeout: 5000,
} as const;
