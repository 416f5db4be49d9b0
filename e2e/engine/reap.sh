#!/bin/sh
# Takes a lab down when its test process ends, however it ends: standard input is a pipe that only that process holds.
# usage: reap.sh FOLDER NAMESPACE…
folder=$1
shift
cat >/dev/null

# The Engine first and gently: it stops its containers by itself.
daemon=$(cat "$folder/docker.pid" 2>/dev/null)
if [ -n "$daemon" ] && kill -TERM "$daemon" 2>/dev/null; then
  for _ in $(seq 100); do
    kill -0 "$daemon" 2>/dev/null || break
    sleep 0.2
  done
fi
# Podman's service may seem to be in the namespace of a container: its threads go there.
service=$(cat "$folder/podman-data/pid" 2>/dev/null)
[ -z "$service" ] || kill -KILL "$service" 2>/dev/null
# Whatever still runs in the lab's namespaces belongs to the lab, and what it started: containers of Podman hang on a process there.
for namespace in "$@"; do
  for process in $(ip netns pids "$namespace" 2>/dev/null); do
    kill -KILL "$process" $(cat "/proc/$process/task/$process/children" 2>/dev/null) 2>/dev/null
  done
  ip netns delete "$namespace" 2>/dev/null
done
# The Engine leaves namespace files mounted; a mounted file cannot be removed.
grep " $folder/" /proc/mounts | cut -d ' ' -f 2 | sort -r | while read -r mount; do umount -l "$mount"; done
rm -rf "$folder"
