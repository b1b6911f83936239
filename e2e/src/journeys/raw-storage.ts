/** Runs in the page: where in this browser's storage, raw as it lies there, a text can be found. */
export async function whereIs(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const decoders = [new TextDecoder('utf-8'), new TextDecoder('utf-16le')];
  const look = (place: string, value: unknown): void => {
    const texts =
      value instanceof Uint8Array
        ? decoders.map((decoder) => decoder.decode(value))
        : [JSON.stringify(value) ?? ''];
    for (const word of words) {
      if (texts.some((text) => text.includes(word))) found.push(`${place}: ${word}`);
    }
  };
  const result = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('failed'));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await result(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([result(rows.getAllKeys()), result(rows.getAll())]);
      values.forEach((value, at) => look(`${name}/${store}/${JSON.stringify(keys[at])}`, value));
    }
    db.close();
  }
  for (const storage of [localStorage, sessionStorage]) {
    for (let at = 0; at < storage.length; at += 1) {
      const key = storage.key(at) ?? '';
      look(`storage/${key}`, storage.getItem(key));
    }
  }
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      look(`cache/${request.url}`, await (await cache.match(request))?.text());
    }
  }
  return found;
}
