package io.voxlynx.systemtests.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may use one operation in one situation.
 *
 * @param operation method and path, as the OpenAPI document has them
 * @param situation what tells several rows of an operation apart; empty for the only one
 * @param owners the role of those whose things it is about
 * @param may roles that open it; {@code people}: with a token, not with an API key; {@code secret}: the scheduler's does; {@code anyone}: no
 *     credential is looked at; {@code proof}: none helps
 * @param others what somebody gets who may use it, but whose thing it is not
 * @param good the statuses of one who is let through
 */
record Permission(
        String operation, String situation, String owners, Set<String> may, Others others, Set<Integer> good) {

    /** What becomes of the owner's things for others of his role. */
    enum Others {
        /** They are nobody's own. */
        SHARED,
        /** They are not there. */
        HIDDEN,
        /** They may not be named. */
        FORBIDDEN,
        /** A list or a figure of one's own, in which they are not. */
        LEFT_OUT
    }

    /** What has to come: one of the statuses, and whether the owner's thing is in the answer. */
    record Verdict(Set<Integer> statuses, boolean shows) {

        static final Verdict UNAUTHORIZED = refusal(401);
        static final Verdict FORBIDDEN = refusal(403);
        static final Verdict NOT_FOUND = refusal(404);

        private static Verdict refusal(int status) {
            return new Verdict(Set.of(status), false);
        }

        boolean isRefusal() {
            return statuses.stream().allMatch(status -> status == 401 || status == 403 || status == 404);
        }
    }

    /** One line of the table: {@code operation (situation) | owners | may | others | good}. */
    static Permission read(String line) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        String[] title = cells.get(0).split(" +", 3);
        return new Permission(
                title[0] + " " + title[1],
                title.length == 3 ? title[2] : "",
                cells.get(1),
                Set.of(cells.get(2).split(" ")),
                Others.valueOf(cells.get(3).replace(' ', '_').toUpperCase()),
                Arrays.stream(cells.get(4).split(" ")).map(Integer::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    Verdict of(Actor actor) {
        if (may.contains("anyone")) {
            return through(true);
        }
        if (may.contains("proof")) {
            return Verdict.UNAUTHORIZED;
        }
        if (actor == Actor.SCHEDULER) {
            return may.contains("secret") ? through(true) : Verdict.UNAUTHORIZED;
        }
        Optional<String> role = actor.role(owners);
        if (role.isEmpty()) {
            return Verdict.UNAUTHORIZED;
        }
        if (!may.contains(role.get()) || may.contains("people") && actor.isKey()) {
            return Verdict.FORBIDDEN;
        }
        // Admins see and do all; the agents' worker acts for others.
        if (actor == Actor.OWNER
                || actor == Actor.OWNERS_KEY
                || Set.of("admin", "agent-worker").contains(role.get())) {
            return through(true);
        }
        return switch (others) {
            case SHARED -> through(true);
            case LEFT_OUT -> through(false);
            case HIDDEN -> Verdict.NOT_FOUND;
            case FORBIDDEN -> Verdict.FORBIDDEN;
        };
    }

    private Verdict through(boolean shows) {
        return new Verdict(good, shows);
    }

    @Override
    public String toString() {
        return situation.isEmpty() ? operation : operation + " " + situation;
    }
}
