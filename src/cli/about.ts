// What the program says of itself where somebody may want to read on.

import { homepage, repository, version } from '../../package.json';
import { docsAddress, readableDocs } from '../core/export/docs-address.ts';

const manifest = { version, homepage, repository };

/** The version, the page of the project, where its docs are, and the same as people who read the terminal are told it. */
export const about = {
  version,
  homepage,
  docs: docsAddress(manifest),
  readOn: readableDocs(manifest),
};
