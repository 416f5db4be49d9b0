// What every answer carries, refusals included.

import { contentPolicy } from './content-policy.ts';

/** Sent with every answer. A `meta` element cannot carry `frame-ancestors`, so it stands here alone. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [...contentPolicy, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};
