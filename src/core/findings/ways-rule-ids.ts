// The rules about proxies, tunnels and logins (CN121 to CN138). On a host they look at all stacks together, so what they find is the
// host's, and no stack has it by itself.

/** Whether a finding is about ways in. */
export function isAboutWays({ rule }: { readonly rule: string }): boolean {
  return /^CN1(?:2[1-9]|3[0-8])$/.test(rule);
}
