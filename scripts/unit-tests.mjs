// `npm run test:unit`: unit and property tests. Arguments go to Vitest.

import { runVitest } from './run-vitest.mjs';

const totals = await runVitest('unit', process.argv.slice(2));
process.exitCode = totals.failed === 0 ? 0 : 1;
