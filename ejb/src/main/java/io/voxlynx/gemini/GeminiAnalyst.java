package io.voxlynx.gemini;

import io.voxlynx.session.SessionAnalyst;
import io.voxlynx.session.TranscriptEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.util.List;

/** Without a key it is not engaged, and no conversation leaves the house. */
@ApplicationScoped
public class GeminiAnalyst implements SessionAnalyst {

    @Inject
    GeminiClient client;

    @Override
    public boolean isEngaged() {
        return client.hasKey();
    }

    @Override
    public Verdict analyse(List<TranscriptEntry> words) {
        try {
            return verdict(client.generate(GeminiQuestion.about(words)));
        } catch (GeminiUnreachable e) {
            return new Failed("cannot connect", true, null);
        } catch (ProcessingException e) {
            return new Failed("connection lost or answer late", true, null);
        }
    }

    static Verdict verdict(GeminiReply reply) {
        if (!reply.isGood()) {
            return new Failed("HTTP " + reply.status(), reply.mayGetBetter(), reply.retryAfter());
        }
        try {
            return new Understood(GeminiAnswer.read(reply.body()));
        } catch (UnusableAnswer e) {
            return new Failed(e.getMessage(), true, null);
        }
    }
}
