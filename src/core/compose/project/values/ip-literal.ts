// Whether a text is an IP address: without zone, brackets or prefix length. Without a library for addresses, which the page would
// otherwise fetch before its first picture, since every port is checked.

const ipv4 = /^(?:(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;
const group = /^[\da-f]{1,4}$/i;

/** True when `text` is an IPv4 or IPv6 address as the Engine accepts it, without octal parts and zones. */
export function isIpLiteral(text: string): boolean {
  return ipv4.test(text) || isIpv6(text);
}

function isIpv6(text: string): boolean {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  // An IPv4 address at the end stands for two groups.
  const plain = ipv4.test(tail) && tail !== text ? `${text.slice(0, -tail.length)}0:0` : text;
  const halves = plain.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2 || !groups.every((each) => group.test(each))) return false;
  // `::` stands for one group at least.
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}
