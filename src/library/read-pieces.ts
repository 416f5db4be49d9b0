/** The value of a JSON text in pieces: what the command prints is the one place where its shape is made. */
export function readPieces<T>(pieces: Iterable<string>): T {
  return JSON.parse([...pieces].join('')) as T;
}
