package io.voxlynx.contact;

/**
 * The statements behind the pages of contacts. None may read contacts or calls from end to end, whatever the statistics
 * say of a table that an import has just filled; the transaction forbids it to the planner.
 */
final class ContactQueries {

    static final String NO_FULL_SCANS = "set local enable_seqscan = off";

    static final String NO_TRIGRAMS = "set local enable_bitmapscan = off";

    private static final String COLUMNS = """
            c.id, c.position, c.name, c.business_name, c.phone,
            k.id as call_id, k.status, k.started_at, k.ended_at, k.ended_reason, k.cost, k.recording_url,
            k.success_evaluation, k.duration_seconds""";

    private static final String NEWEST_CALL = """
            left join lateral (
                select * from calls where contact_id = c.id order by attempt desc limit 1) k on true""";

    /** Binds: campaign, first, last. */
    static final String BY_POSITION = "select " + COLUMNS + " from contacts c " + NEWEST_CALL
            + " where c.campaign_id = :campaign and c.position between :first and :last order by c.position";

    /** Binds: campaign, status, low, high, limit, offset. */
    static final String BY_STATUS = """
            with page as (
                select contact_position as position from calls
                 where campaign_id = :campaign and status = :status and contact_position between :low and :high
                 order by contact_position limit :limit offset :offset)
            select\s""" + COLUMNS
            + " from page join contacts c on c.campaign_id = :campaign and c.position = page.position "
            + NEWEST_CALL + " order by c.position";

    /** Binds: campaign, status, low, high. */
    static final String COUNT_STATUS = """
            select count(*) from calls
             where campaign_id = :campaign and status = :status and contact_position between :low and :high""";

    private static final String FOUND = " from (" + ContactSearch.HITS + ") found";

    private static final String WITH_STATUS =
            " where position in (select contact_position from calls where campaign_id = :campaign and status = :status)";

    private static final String PAGE_OF_HITS = """
            \sorder by position limit :limit offset :offset)
            select\s""" + COLUMNS
            + " from page join contacts c on c.campaign_id = :campaign and c.position = page.position "
            + NEWEST_CALL + " order by c.position";

    /** Binds: those of {@link ContactSearch#HITS}. */
    static final String COUNT_HITS = "select count(*)" + FOUND;

    /** Binds also: status. */
    static final String COUNT_HITS_WITH_STATUS = COUNT_HITS + WITH_STATUS;

    /** Binds also: limit, offset. */
    static final String SEARCH = "with page as (select position" + FOUND + PAGE_OF_HITS;

    /** Binds also: status, limit, offset. */
    static final String SEARCH_WITH_STATUS = "with page as (select position" + FOUND + WITH_STATUS + PAGE_OF_HITS;

    private ContactQueries() {}
}
