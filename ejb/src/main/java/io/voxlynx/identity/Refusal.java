package io.voxlynx.identity;

/** Why somebody who has proved who he is may not come in. */
public enum Refusal {
    REVOKED("Your access was revoked"),
    NOT_ALLOWED_YET("An administrator has to allow you first"),
    OF_ANOTHER_ISSUER("This subject belongs to another issuer");

    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    /** For the caller. */
    public String message() {
        return message;
    }
}
