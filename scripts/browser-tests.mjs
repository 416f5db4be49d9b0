// `npm run test:e2e`: the browser tests alone. Arguments go to Playwright.

import { runBrowserTests } from './run-browser-tests.mjs';

const totals = await runBrowserTests(process.argv.slice(2));
process.exitCode = totals.failed === 0 ? 0 : 1;
