// What runs inside a probe container, for the shell of busybox. Targets are arguments, never part of a script.

/** Arguments `ADDRESS PORT …`: prints the pairs that accept a TCP connection, which is closed at once. */
export const connectScript = `n=0
while [ $# -ge 2 ]; do
  ( nc -w 2 "$1" "$2" -e sh -c : </dev/null >/dev/null 2>&1 && echo "$1 $2" ) &
  shift 2
  n=$((n + 1))
  [ $((n % 16)) -ne 0 ] || wait
done
wait`;

/** Arguments `NAME …`: for each a line \`= NAME ADDRESS…\` with every IPv4 address in the answer. */
export const lookupScript = `n=0
for name; do
  ( found=$(timeout 6 nslookup "$name" 2>/dev/null | sed -n '1,/^Name/d;s/^Address[^:]*: *\\([0-9.]*\\).*/\\1/p')
    echo "= $name" $found ) &
  n=$((n + 1))
  [ $((n % 16)) -ne 0 ] || wait
done
wait`;

/** What the other scripts need; prints what is missing. */
export const toolsScript = `for tool in nc nslookup timeout cat; do
  command -v "$tool" >/dev/null || echo "$tool"
done
nc --help 2>&1 | grep -q -e '-e PROG' || echo 'nc -e'`;
