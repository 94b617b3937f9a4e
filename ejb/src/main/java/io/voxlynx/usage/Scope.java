package io.voxlynx.usage;

import io.voxlynx.identity.Caller;

/** Whose events a sum is over. The prefix keeps any owner's id apart from the word for all. */
record Scope(String name) {

    static final Scope EVERYBODY = new Scope("everybody");

    static Scope ofOwner(String ownerId) {
        return new Scope("owner:" + ownerId);
    }

    /** Admins see all, everybody else his own. */
    static Scope of(Caller caller) {
        return caller.isAdmin() ? EVERYBODY : ofOwner(caller.subject());
    }
}
