package io.voxlynx.web.session;

import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of sessions. @param total on all pages */
@Schema(name = "SessionList")
public record SessionPage(
        @Schema(required = true) List<SessionBody> sessions,
        @Schema(required = true) long total) {

    static SessionPage of(Page<VoiceSession> page) {
        return new SessionPage(page.items().stream().map(SessionBody::listed).toList(), page.total());
    }
}
