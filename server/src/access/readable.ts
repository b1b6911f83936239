import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';

/** A replica without the documents that are for some people only: for what leaves the relay by files and other tools. */
export function withoutRestricted(
  replica: Pick<Replica, 'documents' | 'read'>,
  isRestricted: (doc: DocumentName) => boolean,
): Pick<Replica, 'documents' | 'read'> {
  return {
    documents: () => replica.documents().filter((doc) => !isRestricted(doc)),
    read: async (doc) => (isRestricted(doc) ? undefined : replica.read(doc)),
  };
}
