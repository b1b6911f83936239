import type { ReactNode } from 'react';
import * as Y from 'yjs';
import { useDocument } from '../documents/use-document.ts';
import { DocumentImages } from '../ui/markdown/document-images.tsx';

const noDocument = new Y.Doc();
const mayShowImages = /\.(?:png|jpe?g|gif|webp)/i;

/**
 * Lets the images of a run's text be shown. A run freezes the text and not its images: they are those
 * that the runbook has now, and where it has one no more its name is shown.
 */
export function RunImages(props: {
  readonly runbook: string;
  readonly text: string;
  readonly children: ReactNode;
}) {
  // A run's text stays as it is: this never turns into the other.
  return mayShowImages.test(props.text) ? (
    <ImagesOf runbook={props.runbook}>{props.children}</ImagesOf>
  ) : (
    props.children
  );
}

function ImagesOf(props: { readonly runbook: string; readonly children: ReactNode }) {
  const state = useDocument(props.runbook);
  const doc = state.kind === 'ready' ? state.open.doc : noDocument;
  return <DocumentImages doc={doc}>{props.children}</DocumentImages>;
}
