package io.voxlynx.contact;

import io.voxlynx.shared.InvalidInput;

/** Which contacts of a campaign. @param status, {@code search} and {@code batch} are null where all will do */
public record ContactFilter(ContactStatus status, String search, Integer batch) {

    public static final ContactFilter ALL = new ContactFilter(null, null, null);

    public ContactFilter {
        if (search != null && search.indexOf('\0') >= 0) {
            throw InvalidInput.field("search", null, "text without control characters");
        }
        search = search == null || search.isBlank() ? null : search.strip();
    }
}
