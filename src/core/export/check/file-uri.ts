// File names as URI references: relative ones stay relative.

/** What a file of the project is called where a report is read: from the root of the repository, say. */
export type NameOf = (file: string) => string;

export const asNamed: NameOf = (file) => file;

const plain = /[A-Za-z0-9\-._~/]/;

/** The name with everything escaped that a URI does not take as it is. */
export function fileUri(file: string): string {
  let uri = '';
  for (const character of file.replaceAll('\\', '/')) {
    uri += plain.test(character) ? character : encodeURIComponent(character);
  }
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
