// Whether a text is an IP address. No names, no zones, no brackets, no prefix lengths.

/** Whether `text` is an IPv4 or IPv6 address as the Engine accepts it. */
export function isIpLiteral(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const tail = last.includes('.') && text.endsWith(last);
  if (tail && !isIpv4(last)) return false;
  const plain = tail ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  const width = plain.length + (tail ? 2 : 0);
  return halves.length === 2 ? width < 8 : width === 8;
}
