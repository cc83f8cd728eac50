#!/bin/sh
# Fuzzes one target and fails when a worker of the fuzzer needs more memory than it may.
#
#   tools/fuzz.sh PACKAGE NAME TIME MB [FLAG]...
#
# What counts is the highest resident set of a worker, all of it, looked at each second: a leak, or one input
# that is much too dear. Garbage does not count: of Go's own accord it would grow to as much as what is alive, and
# a worker of the fuzzer holds a buffer of 100 MB for its inputs; so it is collected from three quarters of MB on.
# An input that reaches something new is made smaller for five seconds, not for a minute of the ten.
set -eu
[ $# -ge 4 ] || { echo "usage: tools/fuzz.sh PACKAGE NAME TIME MB [FLAG]..." >&2; exit 2; }
pkg=$1 name=$2 time=$3 most=$4
shift 4

go test -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 5s -exec "env GOMEMLIMIT=$((most * 3 / 4))MiB" "$@" "$pkg" </dev/null &
go=$!
trap 'kill $go 2>/dev/null' INT TERM

# The worker with the highest memory: its parent, and kB. Workers are what the process that go test runs starts of itself.
worker() {
	cat /proc/[0-9]*/status 2>/dev/null | awk -v go=$go '
		$1 == "Name:" { n = $2 }
		$1 == "Pid:" { pid = $2; name[pid] = n }
		$1 == "PPid:" { parent[pid] = $2 }
		$1 == "VmHWM:" { high[pid] = $2 }
		END { for (p in high) { f = parent[p]; if (parent[f] == go && name[f] == name[p] && high[p] > most) { most = high[p]; at = f } } if (at) print at, most }'
}

peak=0 over=
while kill -0 $go 2>/dev/null; do
	now=$(worker)
	now=${now:-0 0}
	[ "${now#* }" -le $peak ] || peak=${now#* }
	if [ "$peak" -gt $((most * 1000)) ] && [ -z "$over" ]; then
		over=yes
		kill -INT "${now% *}" 2>/dev/null || true # the fuzzer; it ends its workers
	fi
	sleep 1
done
rc=0
wait $go || rc=$?
if [ -n "$over" ]; then
	echo "$pkg $name: a worker took $((peak / 1000)) MB of memory, and may take $most; see what holds it: go test -run $name -memprofile" >&2
	exit 1
fi
[ -d /proc/self ] || echo "memory was not measured: this system has no /proc"
[ $peak = 0 ] || echo "$pkg $name: a worker took at most $((peak / 1000)) MB of memory"
exit $rc
