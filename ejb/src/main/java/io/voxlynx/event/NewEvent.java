package io.voxlynx.event;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.Masking;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.UUID;

/** A fact as its witness knows it. Facts are ids, states, counts, times and costs; never a name or a telephone number. */
public final class NewEvent {

    private final EventType type;
    private final UUID subjectId;
    private final String ownerId;
    private final JsonObjectBuilder data = JSON.createObjectBuilder();

    private NewEvent(EventType type, UUID subjectId, String ownerId) {
        this.type = type;
        this.subjectId = subjectId;
        this.ownerId = ownerId;
    }

    /** @param ownerId the subject of the person whose it is */
    public static NewEvent of(EventType type, UUID subjectId, String ownerId) {
        return new NewEvent(type, subjectId, ownerId);
    }

    /** Left out if null. */
    public NewEvent with(String name, UUID id) {
        return id == null ? this : with(name, id.toString());
    }

    /** Left out if null. */
    public NewEvent with(String name, String word) {
        if (word != null) {
            data.add(name, word);
        }
        return this;
    }

    /** What somebody else has said, such as a provider, without the numbers and keys in it. Left out if null. */
    public NewEvent withWords(String name, String words) {
        return words == null ? this : with(name, Masking.mask(words));
    }

    /** As everybody outside reads states, in upper case. Left out if null. */
    public NewEvent with(String name, Enum<?> state) {
        return state == null ? this : with(name, state.name().toUpperCase(Locale.ROOT));
    }

    /** Left out if null. */
    public NewEvent with(String name, BigDecimal amount) {
        if (amount != null) {
            data.add(name, amount);
        }
        return this;
    }

    public NewEvent with(String name, long count) {
        data.add(name, count);
        return this;
    }

    /** Left out if null. */
    public NewEvent with(String name, Boolean verdict) {
        if (verdict != null) {
            data.add(name, verdict);
        }
        return this;
    }

    EventType type() {
        return type;
    }

    UUID subjectId() {
        return subjectId;
    }

    String ownerId() {
        return ownerId;
    }

    JsonObject data() {
        return data.build();
    }
}
