package io.voxlynx.event;

/** What others are told of. The words are a contract: they are added to and never changed. */
public enum EventType {
    CAMPAIGN_STARTED("campaign", "started"),
    CAMPAIGN_PAUSED("campaign", "paused"),
    CAMPAIGN_RESUMED("campaign", "resumed"),
    CAMPAIGN_COMPLETED("campaign", "completed"),
    CAMPAIGN_FAILED("campaign", "failed"),
    CAMPAIGN_CANCELED("campaign", "canceled"),
    /** The provider has the call. */
    CALL_LAUNCHED("call", "launched"),
    CALL_ANSWERED("call", "answered"),
    CALL_ENDED("call", "ended"),
    /** Over without a proper end: refused, failed, withdrawn, never heard of again. */
    CALL_FAILED("call", "failed"),
    /** What the call had come to (cost, seconds, evaluation) became known after its end. */
    CALL_REPORTED("call", "reported"),
    /** Somebody answered, or joined. */
    SESSION_STARTED("session", "started"),
    SESSION_ENDED("session", "ended"),
    SESSION_TRANSFERRED("session", "transferred"),
    USAGE_RECORDED("usage", "recorded"),
    IMPORT_FINISHED("import", "finished");

    private final String subjectKind;
    private final String word;

    EventType(String subjectKind, String verb) {
        this.subjectKind = subjectKind;
        this.word = subjectKind + '.' + verb;
    }

    /** As others read it, such as {@code call.ended}. */
    public String word() {
        return word;
    }

    /** What it happens to. */
    public String subjectKind() {
        return subjectKind;
    }
}
