package io.voxlynx.campaign;

import java.util.EnumSet;
import java.util.Set;

/** The states of a campaign and the moves between them. */
public enum CampaignStatus {
    CREATED,
    QUEUED,
    DIALING,
    RUNNING,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELED;

    /** May claim contacts and launch calls. */
    public static final Set<CampaignStatus> DIALS = EnumSet.of(QUEUED, DIALING, RUNNING);

    public boolean dials() {
        return DIALS.contains(this);
    }

    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELED;
    }

    public boolean canBecome(CampaignStatus next) {
        return switch (this) {
            case CREATED -> next == QUEUED || next == CANCELED || next == FAILED;
            case QUEUED -> next == DIALING || next == RUNNING || next == PAUSED || next.isTerminal();
            case DIALING -> next == RUNNING || next == PAUSED || next.isTerminal();
            case RUNNING -> next == PAUSED || next.isTerminal();
            case PAUSED -> next == QUEUED || next == RUNNING || next.isTerminal();
            case COMPLETED, FAILED, CANCELED -> false;
        };
    }
}
