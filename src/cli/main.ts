#!/usr/bin/env node
// The `bulkhead` command.

import { createNodeIo } from './node-io.ts';
import { runCommandLine } from './run-command-line.ts';

// The code is set, not passed to exit(): standard output may still be on its way to a slow reader.
process.exitCode = await runCommandLine(createNodeIo(), process.argv.slice(2));
