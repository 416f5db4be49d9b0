// Several projects in one JSON text. A project that a file names stands alone, without this wrapper.

/** A project's JSON object in pieces, starting with its brace, and its folder as given. */
export interface ProjectPieces {
  readonly dir: string | null;
  readonly pieces: Iterable<string>;
}

/** Yields the whole JSON text in pieces. */
export function* projectsJson(projects: readonly ProjectPieces[]): Generator<string> {
  const [only] = projects;
  if (only !== undefined && only.dir === null) {
    yield* only.pieces;
    return;
  }
  yield '{"version":1,"projects":[';
  let separator = '\n';
  for (const { dir, pieces } of projects) {
    let opening = `${separator}{"dir":${JSON.stringify(dir)},`;
    for (const piece of pieces) {
      // The folder comes first: it takes the place of the object's opening brace.
      yield opening === '' ? piece : opening + piece.slice(1);
      opening = '';
    }
    separator = ',\n';
  }
  yield ']}\n';
}
