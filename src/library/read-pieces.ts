/** The value of a JSON text in pieces. The library parses what the command prints, so that the shape is made in one place. */
export function readPieces<T>(pieces: Iterable<string>): T {
  return JSON.parse([...pieces].join('')) as T;
}
