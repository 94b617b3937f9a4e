package io.voxlynx.contact;

/** Which contacts of a campaign. @param status, {@code search} and {@code batch} are null where all will do */
public record ContactFilter(ContactStatus status, String search, Integer batch) {

    public static final ContactFilter ALL = new ContactFilter(null, null, null);

    public ContactFilter {
        search = search == null || search.isBlank() ? null : search.strip();
    }
}
