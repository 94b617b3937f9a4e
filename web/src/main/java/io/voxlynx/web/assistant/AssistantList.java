package io.voxlynx.web.assistant;

import io.voxlynx.assistant.Assistant;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Pagination;
import java.util.List;

/** A page of the directory. */
public record AssistantList(List<AssistantBody> assistants, Pagination pagination) {

    static AssistantList of(Page<Assistant> page) {
        return new AssistantList(
                page.items().stream().map(AssistantBody::listed).toList(), Pagination.of(page));
    }
}
