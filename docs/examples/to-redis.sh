#!/bin/sh
# Puts the records of `newswire tail --format ndjson` into a Redis stream, each once, whatever is restarted.
#
#     newswire tail --format ndjson URL... | to-redis.sh STREAM
#
# Needs redis-cli and jq. REDISCLI_AUTH and the arguments behind STREAM go to redis-cli, as in -h redis.example.
set -eu
stream=${1:?usage: newswire tail --format ndjson URL... | to-redis.sh STREAM [REDIS-CLI-OPTION]...}
shift
# The record's id is taken down in the same step: a record that comes again is not added again.
add="if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then
    return redis.call('XADD', KEYS[1], '*', 'id', ARGV[1], 'record', ARGV[2])
end
return 'known'"
while IFS= read -r record; do
    id=$(printf '%s' "$record" | jq -er .id) || continue
    printf '%s' "$record" | redis-cli "$@" -x EVAL "$add" 2 "$stream" "$stream:ids" "$id" >/dev/null
done
