package io.voxlynx.web.agent;

import io.voxlynx.agent.Agent;
import io.voxlynx.shared.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of agents. @param total on all pages */
public record AgentList(
        @Schema(required = true) List<AgentBody> agents,
        @Schema(required = true) long total) {

    static AgentList of(Page<Agent> page) {
        return new AgentList(page.items().stream().map(AgentBody::of).toList(), page.total());
    }
}
