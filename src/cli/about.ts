// What the program says of itself where somebody may want to read on.

import { homepage, repository, version } from '../../package.json';
import { docsAddress, isPublished, projectAddress, readableDocs } from '../core/export/docs-address.ts';

const manifest = { version, homepage, repository };

/** The version, the page of the project and its docs (null while nothing is published), and where people who read the terminal find the docs. */
export const about = {
  version,
  homepage: projectAddress(manifest),
  docs: isPublished(manifest) ? docsAddress(manifest) : null,
  readOn: readableDocs(manifest),
};
