// `node scripts/rule-pages.mjs`: writes docs/rules and the table in docs/rules.md from the rules, and checks them.

import { fileURLToPath } from 'node:url';
import { runCommand } from './run-command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));

process.env.WRITE_RULE_PAGES = '1';
process.exitCode = await runCommand(process.execPath, [vitest, 'run', 'src/core/export/rule-page.test.ts'], {
  cwd: root,
});
