// Colour for terminals.

import type { Paint } from '../../core/export/check/check-pretty.ts';

type Role = Parameters<Paint>[0];

/** The SGR codes of red, yellow, cyan, bold and dim. */
const codes: Readonly<Record<Role, number>> = { error: 31, warning: 33, info: 36, strong: 1, quiet: 2 };

export const paint: Paint = (role, text) => `\u001b[${codes[role]}m${text}\u001b[0m`;
