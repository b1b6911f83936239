/** What a replica already holds of a document: the next expected clock of each client. */
export type KnownClocks = ReadonlyMap<number, number>;
