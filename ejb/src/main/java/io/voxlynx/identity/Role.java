package io.voxlynx.identity;

import java.util.Set;

/** Role names as tokens carry them and as {@code @RolesAllowed} asks for them. */
public final class Role {

    public static final String ADMIN = "admin";
    public static final String OPERATOR = "operator";
    public static final String VOICE = "voice";
    public static final String WORKER = "agent-worker";

    /** Hears at the message broker of all that happens, whoever it belongs to. For keys, from admins. */
    public static final String EVENTS = "events";

    /** Orders at the message broker what its owner may order here. For keys, from admins and operators. */
    public static final String COMMANDS = "commands";

    /** Whoever holds the scheduler's shared secret; no token can claim it. */
    public static final String SCHEDULER = "scheduler";

    /** What an issuer may say of its users. */
    public static final Set<String> OF_TOKENS = Set.of(ADMIN, OPERATOR, VOICE, WORKER);

    private Role() {}
}
