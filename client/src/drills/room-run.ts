/** Stands in the address in place of a run for the room of a practice run, whose own address leads to its run. */
export const roomRun = 'room';
