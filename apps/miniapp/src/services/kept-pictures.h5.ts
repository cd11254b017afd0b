const DATABASE = 'shangju-pictures';
const STORE = 'pictures';
/** So long a picture may lie here without anything that waits for it. */
const UNNEEDED_MAX_MS = 24 * 3_600_000;
const SIDE_MAX_PX = 2048;
const JPEG_QUALITY = 0.85;

interface Kept {
  picture: Blob;
  keptAtMs: number;
}

/**
 * Lets the person take or pick pictures, and keeps them in the browser until they are dropped.
 * @returns the name of each; never answers in old browsers when the person picked none
 */
export async function choosePictures(countMax: number): Promise<string[]> {
  const files = (await chooseFiles()).slice(0, countMax);
  return Promise.all(files.map(async (file) => keep(await smaller(file))));
}

/** The address at which an `<Image>` shows it; undefined where it is gone. */
export async function pictureAddress(name: string): Promise<string | undefined> {
  const picture = await keptPicture(name);
  return picture && URL.createObjectURL(picture);
}

export async function hasPicture(name: string): Promise<boolean> {
  return (await keptPicture(name)) !== undefined;
}

export async function keptPicture(name: string): Promise<Blob | undefined> {
  const held = withoutStorage.get(name);
  if (held) return held;
  const kept = await inStore<Kept | undefined>('readonly', (store) => store.get(name));
  return kept?.picture;
}

export async function dropPicture(name: string): Promise<void> {
  withoutStorage.delete(name);
  await inStore('readwrite', (store) => store.delete(name)).catch(() => undefined);
}

/** Drops what nobody waits for any more: forms that were left when the tab was closed. */
export async function dropOldPictures(needed: ReadonlySet<string>): Promise<void> {
  try {
    const names = await inStore('readonly', (store) => store.getAllKeys());
    for (const name of names) {
      if (typeof name !== 'string' || needed.has(name)) continue;
      const kept = await inStore<Kept | undefined>('readonly', (store) => store.get(name));
      if (kept && Date.now() - kept.keptAtMs > UNNEEDED_MAX_MS) await dropPicture(name);
    }
  } catch {
    // A browser without storage keeps nothing.
  }
}

/** Where the browser stores nothing (private windows): kept as long as the page is open. */
const withoutStorage = new Map<string, Blob>();

async function keep(picture: Blob): Promise<string> {
  const name = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const kept: Kept = { picture, keptAtMs: Date.now() };
  try {
    await inStore('readwrite', (store) => store.put(kept, name));
  } catch {
    withoutStorage.set(name, picture);
  }
  return name;
}

function chooseFiles(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = 'image/*';
    input.multiple = true;
    input.hidden = true;
    const done = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener('change', done);
    input.addEventListener('cancel', done);
    // Safari opens nothing for an input that is not part of the page.
    document.body.append(input);
    input.click();
  });
}

/** As large as anybody looks at it; the picture itself where the browser can't make it smaller. */
async function smaller(file: Blob): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE_MAX_PX / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const made = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY),
    );
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}
