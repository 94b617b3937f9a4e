package io.voxlynx.usage;

/** The statements behind the figures. None of them reads an event. */
final class CostQueries {

    /** For figures of several statements: they are all of the same moment. */
    static final String SNAPSHOT = "set transaction isolation level repeatable read, read only";

    /** Binds: scope. */
    static final String TOTALS = "select provider, sum(total_cost) from usage_totals where scope = :scope group by 1";

    private static final String IN_RANGE = " from usage_days where scope = :scope and day between :first and :last";

    /** Binds: scope, first, last. */
    static final String OF_DAYS = "select coalesce(sum(total_cost), 0)" + IN_RANGE;

    /** Binds also: period. */
    static final String TIMELINE =
            "select date_trunc(:period, day::timestamp)::date, provider, sum(total_cost)" + IN_RANGE + " group by 1, 2";

    private static final String BY_AGENT = """
            select a.id, a.name, sum(u.total_cost), sum(u.sessions), sum(u.events)
              from usage_agents u join agents a on a.id = u.agent_id""";

    /** The contract has no pages here; nobody looks at more than these. */
    private static final String COSTLIEST = " group by a.id order by 3 desc, a.id limit 1000";

    static final String ALL_AGENTS = BY_AGENT + COSTLIEST;

    /** Binds: owner. */
    static final String AGENTS_OF_OWNER = BY_AGENT + " where u.owner_id = :owner" + COSTLIEST;

    /** Binds: session. */
    static final String OF_SESSION =
            "select stt_minutes_cost, llm_tokens_cost, tts_characters_cost from usage_sessions where session_id = :session";

    private CostQueries() {}
}
