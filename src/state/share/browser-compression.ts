import type { Bytes, Compression } from './share-code.ts';

/** Runs bytes through a stream; rejects as soon as more than `most` come out. */
async function through(
  bytes: Bytes,
  stream: ReadableWritablePair<Bytes, BufferSource>,
  most: number,
): Promise<Bytes> {
  const parts: Bytes[] = [];
  let length = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError('more comes out than a compose file may hold');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The compression that the browser brings along. */
export const browserCompression: Compression = {
  deflate: (bytes) => through(bytes, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY),
  inflate: (bytes, most) => through(bytes, new DecompressionStream('deflate-raw'), most),
};
