package io.voxlynx.web.session;

import io.voxlynx.session.Direction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A direction as the older generation of fields says it. */
@Schema(name = "SessionDirection")
public enum DirectionWord {
    inbound(Direction.INBOUND),
    outbound(Direction.OUTBOUND);

    private final Direction direction;

    DirectionWord(Direction direction) {
        this.direction = direction;
    }

    Direction direction() {
        return direction;
    }

    static DirectionWord of(Direction direction) {
        return direction == null ? null : direction == Direction.INBOUND ? inbound : outbound;
    }
}
