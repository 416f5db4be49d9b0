// What the program says of itself where somebody may want to read on.

import { homepage, version } from '../../package.json';

/** The version, the page of the project, and the folder of the pages of rules as they are in this version. */
export const about = {
  version,
  homepage,
  pages: `${homepage.replace(/#.*$/, '')}/blob/v${version}/docs/rules`,
};
