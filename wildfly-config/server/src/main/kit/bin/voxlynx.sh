#!/bin/sh
# Starts one node of VoxLynx. Everything is told by environment variables; --help lists them.
# The kit is only read. What the node writes goes below VOXLYNX_BASE_DIR, made when missing, so many nodes may share a kit.

help() {
    cat <<'HELP'
Usage: bin/voxlynx.sh            starts a node, in the foreground; SIGTERM stops it gracefully
       bin/voxlynx.sh --help

Environment, this node's own:
  VOXLYNX_NODE_NAME        differs from node to node; 1 to 23 of A-Z a-z 0-9 . _ -     the host's name
  VOXLYNX_TX_NODE_ID       the same for the transaction manager                        the node's name
  VOXLYNX_BASE_DIR         where the node writes, its own                              /var/lib/voxlynx/<node's name>
  VOXLYNX_BIND_PUBLIC      address of HTTP                                             127.0.0.1
  VOXLYNX_BIND_PRIVATE     address at which the other nodes reach it                   127.0.0.1
  VOXLYNX_BIND_MANAGEMENT  address of console, metrics and management                  127.0.0.1
  VOXLYNX_PORT_OFFSET      added to every port: 8080, 9990, 5672, 5445, 7600, 7650     0
  VOXLYNX_HEAP             most memory for objects, such as 768m or 2g                 1g
  VOXLYNX_STOP_SECONDS     s that requests and messages under way get when it stops    30
  VOXLYNX_JAVA_OPTS        further options of the JVM, separated by spaces             none
  VOXLYNX_EAR              the application                                             voxlynx.ear of the kit
  JAVA_HOME                a Java 17 or newer                                          java on the PATH

Environment, the same on every node; without these it does not start:
  VOXLYNX_DB_URL VOXLYNX_DB_USER VOXLYNX_DB_PASSWORD JBOSS_MESSAGING_CLUSTER_PASSWORD
  VOXLYNX_VAPI_API_KEY VOXLYNX_VAPI_WEBHOOK_SECRET
  VOXLYNX_LIVEKIT_URL VOXLYNX_LIVEKIT_API_KEY VOXLYNX_LIVEKIT_API_SECRET
  VOXLYNX_SCHEDULER_SECRET VOXLYNX_CALLBACK_SECRET VOXLYNX_IDENTITY_ISSUERS
and every other VOXLYNX_… of the configuration's documentation, as wanted.

Exit status: 78 when a setting is missing or wrong; 137 when the application could not be deployed, which log/server.log
explains: its database is away, a secret is a placeholder; else that of the JVM (10 when an operator asked for a restart).
HELP
}

refuse() {
    printf 'VoxLynx does not start: %s\n' "$1" >&2
    exit 78
}

# $1 a name, $2 its value, $3 a pattern of grep -E for the whole of it, $4 what is wanted. No secret passes through here.
require() {
    # grep looks at each line by itself
    case $2 in
        *"$newline"*) refuse "$1 has several lines, but $4 is wanted." ;;
    esac
    printf '%s\n' "$2" | LC_ALL=C grep -Eqx -e "$3" || refuse "$1 is '$2', but $4 is wanted."
}
newline='
'

case "${1-}" in
    '') ;;
    -h | --help) help; exit 0 ;;
    *) refuse "it takes no arguments, only environment variables: see --help." ;;
esac

umask 027
kit=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 78

# ---- this node's own
host=$(uname -n)
name=${VOXLYNX_NODE_NAME:-${host%%.*}}
[ "$name" != localhost ] || refuse "VOXLYNX_NODE_NAME is missing, and the host's name, localhost, is not its own."
require VOXLYNX_NODE_NAME "$name" '[A-Za-z0-9._-]{1,23}' "1 to 23 letters, digits, dots, hyphens or underscores"
tx=${VOXLYNX_TX_NODE_ID:-$name}
require VOXLYNX_TX_NODE_ID "$tx" '[A-Za-z0-9._-]{1,23}' "1 to 23 letters, digits, dots, hyphens or underscores"

address='[0-9A-Za-z][0-9A-Za-z.-]*|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*'
public=${VOXLYNX_BIND_PUBLIC:-127.0.0.1}
private=${VOXLYNX_BIND_PRIVATE:-127.0.0.1}
management=${VOXLYNX_BIND_MANAGEMENT:-127.0.0.1}
require VOXLYNX_BIND_PUBLIC "$public" "$address" "an address of this machine"
require VOXLYNX_BIND_PRIVATE "$private" "$address" "an address of this machine"
require VOXLYNX_BIND_MANAGEMENT "$management" "$address" "an address of this machine"
case $private in
    0.0.0.0 | ::) refuse "VOXLYNX_BIND_PRIVATE is '$private', but the other nodes are told it: one address of this machine is wanted." ;;
esac
case $public$private$management in
    *:*) family=-Djava.net.preferIPv6Addresses=true ;;
    *) family=-Djava.net.preferIPv4Stack=true ;;
esac

offset=${VOXLYNX_PORT_OFFSET:-0}
require VOXLYNX_PORT_OFFSET "$offset" '[0-9]{1,4}|[1-4][0-9]{4}' "a number from 0 to 49999"
heap=${VOXLYNX_HEAP:-1g}
require VOXLYNX_HEAP "$heap" '[1-9][0-9]*[mgMG]' "a size such as 768m or 2g"
stop=${VOXLYNX_STOP_SECONDS:-30}
require VOXLYNX_STOP_SECONDS "$stop" '[0-9]{1,4}' "a number of seconds"

# ---- every node's
missing=
for setting in VOXLYNX_DB_URL VOXLYNX_DB_USER VOXLYNX_DB_PASSWORD JBOSS_MESSAGING_CLUSTER_PASSWORD \
    VOXLYNX_VAPI_API_KEY VOXLYNX_VAPI_WEBHOOK_SECRET \
    VOXLYNX_LIVEKIT_URL VOXLYNX_LIVEKIT_API_KEY VOXLYNX_LIVEKIT_API_SECRET \
    VOXLYNX_SCHEDULER_SECRET VOXLYNX_CALLBACK_SECRET VOXLYNX_IDENTITY_ISSUERS; do
    eval "value=\${$setting-}"
    [ -n "$value" ] || missing="$missing $setting"
done
[ -z "$missing" ] || refuse "missing:$missing."
case $VOXLYNX_DB_URL in
    jdbc:postgresql:*) ;;
    *) refuse "VOXLYNX_DB_URL has to begin with jdbc:postgresql:" ;;
esac

ear=${VOXLYNX_EAR:-$kit/voxlynx.ear}
[ -r "$ear" ] || refuse "the application, $ear, cannot be read (VOXLYNX_EAR)."

JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
version=$("$JAVA" -version 2>&1) || refuse "$JAVA does not run: set JAVA_HOME to a Java 17 or newer."
version=$(printf '%s\n' "$version" | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
[ "${version:-0}" -ge 17 ] || refuse "$JAVA is Java ${version:-of an unknown version}: set JAVA_HOME to 17 or newer."

# ---- what the node writes
base=${VOXLYNX_BASE_DIR:-/var/lib/voxlynx/$name}
mkdir -p "$base/configuration" "$base/deployments" "$base/log" 2>/dev/null && [ -w "$base/log" ] \
    || refuse "the directory $base cannot be written (VOXLYNX_BASE_DIR)."
base=$(CDPATH='' cd -- "$base" && pwd -P) || exit 78
# kill -0 alone would take whoever has the number now for the node
if pid=$(cat "$base/pid" 2>/dev/null) && [ "$pid" != "$$" ] \
    && ps -p "$pid" -o args= 2>/dev/null | grep -Fq -e "-Djboss.server.base.dir=$base "; then
    refuse "a node that uses $base runs already, as process $pid (VOXLYNX_BASE_DIR)."
fi
# anew at every start, so that a node is what the kit and the environment say; only the console's users are the node's own
for file in "$kit"/standalone/configuration/*; do
    [ -f "$file" ] || continue
    copy=$base/configuration/${file##*/}
    case $file in
        */mgmt-*.properties | */application-*.properties)
            [ -f "$copy" ] || { cp "$file" "$copy" && chmod 600 "$copy"; } ;;
        *) cp -f "$file" "$copy" ;;
    esac || refuse "$file cannot be copied to $base/configuration."
done
# a mark of an earlier failure would keep the application from being deployed
rm -f "$base/deployments/voxlynx.ear".*
cp -f "$ear" "$base/deployments/voxlynx.ear" || refuse "the application cannot be copied to $base/deployments."
printf '%s\n' "$$" > "$base/pid"

# ---- what every WildFly of this version wants of its JVM
DIRNAME=$kit/bin
GREP=grep
COMMON_CONF=
. "$kit/bin/common.sh"
setDefaultModularJvmOptions
: "${MALLOC_ARENA_MAX:=1}"
export MALLOC_ARENA_MAX

# WildFly stays up without an application that it could not deploy, and never tries again. Nothing runs in it then, and
# whoever looks after the process can only start again what has ended.
mark=$base/deployments/voxlynx.ear
( (
    while kill -0 "$$" 2>/dev/null && [ ! -e "$mark.deployed" ]; do
        if [ -e "$mark.failed" ]; then
            printf 'VoxLynx did not start: see %s. The node ends.\n' "$base/log/server.log" >&2
            kill -KILL "$$"
        fi
        sleep 1
    done
) & )

# No secret is among the arguments, which every user of the machine may read. A JVM without memory is replaced rather than
# nursed: the others take over from a node that is gone, not from one that is half there.
# shellcheck disable=SC2086
set -f
exec "$JAVA" "-D[Standalone]" "-Xmx$heap" -XX:MetaspaceSize=96m -XX:+ExitOnOutOfMemoryError "$family" \
    -Djava.awt.headless=true -Djboss.modules.system.pkgs=org.jboss.byteman \
    "-Djdk.serialFilter=maxbytes=10485760;maxdepth=128;maxarray=100000;maxrefs=300000" \
    "-Dorg.wildfly.sigterm.suspend.timeout=$stop" \
    $DEFAULT_MODULAR_JVM_OPTIONS ${VOXLYNX_JAVA_OPTS-} \
    "-Dorg.jboss.boot.log.file=$base/log/server.log" \
    "-Dlogging.configuration=file:$base/configuration/logging.properties" \
    -jar "$kit/jboss-modules.jar" -mp "$kit/modules" org.jboss.as.standalone \
    "-Djboss.home.dir=$kit" "-Djboss.server.base.dir=$base" \
    --read-only-server-config=standalone-full-ha.xml \
    "-Djboss.node.name=$name" "-Djboss.tx.node.id=$tx" "-Djboss.socket.binding.port-offset=$offset" \
    -b "$public" "-bprivate=$private" -bmanagement "$management"
