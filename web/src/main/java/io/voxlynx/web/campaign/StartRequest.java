package io.voxlynx.web.campaign;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Options of a start; the body may be left out. */
public record StartRequest(@Schema(defaultValue = "false") boolean holdForConfirmation) {

    @JsonbCreator
    public static StartRequest of(@JsonbProperty("holdForConfirmation") Boolean holdForConfirmation) {
        return new StartRequest(Boolean.TRUE.equals(holdForConfirmation));
    }
}
