package io.voxlynx.identity;

/** Whose rows a kept sum is over. The prefix keeps any owner's id apart from the word for all. */
public record Scope(String name) {

    public static final Scope EVERYBODY = new Scope("everybody");

    public static Scope ofOwner(String ownerId) {
        return new Scope("owner:" + ownerId);
    }

    /** Admins see all, everybody else his own. */
    public static Scope of(Caller caller) {
        return caller.isAdmin() ? EVERYBODY : ofOwner(caller.subject());
    }
}
