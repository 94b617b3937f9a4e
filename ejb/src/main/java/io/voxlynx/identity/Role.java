package io.voxlynx.identity;

/** Role names as tokens carry them and as {@code @RolesAllowed} asks for them. */
public final class Role {

    public static final String ADMIN = "admin";
    public static final String OPERATOR = "operator";
    public static final String VOICE = "voice";
    public static final String WORKER = "agent-worker";

    private Role() {}
}
