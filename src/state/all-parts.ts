// The root of the chunk that is fetched after the first picture. Import it only through `load-parts.ts`, or in a test.

import { findFindings, findingParts } from '../core/analysis/find-findings.ts';
import { checkIntents } from '../core/analysis/intents/check-intents.ts';
import { previewOperations } from '../core/session/preview.ts';
import { step } from '../core/session/step.ts';
import type { LateParts } from './late-parts.ts';

export const allParts: LateParts = { step, previewOperations, findFindings, findingParts, checkIntents };
