package io.voxlynx.contact;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Finds the contacts whose name, business or telephone number contain a text, whatever the case. Contacts up to
 * {@code campaigns.searchable_contacts} are found in {@code contact_search}, through
 * trigrams or, for terms too short for one, by reading it; the tail that an import has just brought is read itself.
 */
public final class ContactSearch {

    /** Positions, unordered. Binds: campaign, low, high, pattern, searchable. */
    static final String HITS = """
            select position from contact_search
             where campaign_id = :campaign and position between :low and :high and text like lower(:pattern)
            union all
            select position from contacts
             where campaign_id = :campaign and position between :low and :high and position > :searchable
               and lower(name || ' ' || business_name || ' ' || phone) like lower(:pattern)""";

    static final String ADD_SLICE = """
            insert into contact_search (campaign_id, position, text)
            select campaign_id, position, lower(name || ' ' || business_name || ' ' || phone)
              from contacts
             where campaign_id = :campaign and position > :done and position <= :upTo
             order by position""";

    private static final Pattern PHONE = Pattern.compile("\\+?[(]?\\d(?:[ ().-]*\\d){4,14}");
    private static final Pattern PUNCTUATION = Pattern.compile("[ ().-]");
    private static final Pattern TRIGRAM = Pattern.compile("[A-Za-z0-9]{3}");
    private static final int SLICE = 5_000;

    private ContactSearch() {}

    /**
     * Takes the next contacts in. The campaign's row is locked only at the end, as the dialling wants it too.
     *
     * @return whether none remain
     */
    public static boolean addSlice(Handle db, UUID campaignId) {
        record Range(int done, int total) {}
        Range range = db.createQuery("select searchable_contacts, total_contacts from campaigns where id = :campaign")
                .bind("campaign", campaignId)
                .map((row, context) -> new Range(row.getInt(1), row.getInt(2)))
                .one();
        int upTo = Math.min(range.done() + SLICE, range.total());
        db.createUpdate(ADD_SLICE)
                .bind("campaign", campaignId)
                .bind("done", range.done())
                .bind("upTo", upTo)
                .execute();
        int totalByNow = db.createQuery("""
                        update campaigns set searchable_contacts = :upTo where id = :campaign returning total_contacts""")
                .bind("campaign", campaignId)
                .bind("upTo", upTo)
                .mapTo(Integer.class)
                .one();
        // Those that were added meanwhile left it to us.
        return upTo == totalByNow;
    }

    /** Whether trigrams narrow the term down; without one their index is the slowest way to read everything. */
    static boolean hasTrigram(String pattern) {
        return TRIGRAM.matcher(pattern).find();
    }

    /** The term as LIKE finds it literally anywhere. A telephone number is found however it is punctuated. */
    static String pattern(String term) {
        String text = term.strip();
        String sought =
                PHONE.matcher(text).matches() ? PUNCTUATION.matcher(text).replaceAll("") : text;
        return "%" + sought.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
