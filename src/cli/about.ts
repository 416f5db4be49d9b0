// What the program says of itself where somebody may want to read on.

import { homepage, repository, version } from '../../package.json';
import {
  docsAddress,
  docsAddressForReaders,
  isPublished,
  projectAddress,
} from '../core/export/docs-address.ts';

const manifest = { version, homepage, repository };

/** The version, the project's page and docs (null while unpublished), and the docs that readers of the terminal have. */
export const about = {
  version,
  homepage: projectAddress(manifest),
  docs: isPublished(manifest) ? docsAddress(manifest) : null,
  readOn: docsAddressForReaders(manifest),
};
