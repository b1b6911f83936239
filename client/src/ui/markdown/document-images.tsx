import { imagePathOf, readImages, runbookImages } from '@holdfast/shared/model/runbook-images';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type * as Y from 'yjs';

const none: ReadonlyMap<string, string> = new Map();
const ImagesContext = createContext(none);

/** Lets the images that a runbook's document holds be shown in all below. */
export function DocumentImages(props: { readonly doc: Y.Doc; readonly children: ReactNode }) {
  return <ImagesContext value={useImageAddresses(props.doc)}>{props.children}</ImagesContext>;
}

/** The address under which the browser has an image of the document; undefined for any other. */
export function useDocumentImage(src: string): string | undefined {
  const addresses = useContext(ImagesContext);
  const path = imagePathOf(src);
  return path === undefined ? undefined : addresses.get(path);
}

/** An address for each image of a document, by its path; the same while the image is. */
export function useImageAddresses(doc: Y.Doc): ReadonlyMap<string, string> {
  const [addresses, setAddresses] = useState(none);
  useEffect(() => {
    let made = new Map<string, { readonly bytes: Uint8Array; readonly address: string }>();
    const update = () => {
      const next: typeof made = new Map();
      for (const { path, bytes, type } of readImages(doc).values()) {
        const last = made.get(path);
        const isSame = last?.bytes === bytes;
        const blob = () => new Blob([Uint8Array.from(bytes)], { type });
        next.set(path, isSame ? last : { bytes, address: URL.createObjectURL(blob()) });
      }
      for (const [path, { address }] of made) {
        if (next.get(path)?.address !== address) URL.revokeObjectURL(address);
      }
      made = next;
      setAddresses(new Map([...made].map(([path, { address }]) => [path, address])));
    };
    const map = runbookImages(doc);
    map.observe(update);
    if (map.size > 0) update();
    return () => {
      map.unobserve(update);
      for (const { address } of made.values()) URL.revokeObjectURL(address);
      setAddresses(none);
    };
  }, [doc]);
  return addresses;
}
