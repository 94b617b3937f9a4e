package io.voxlynx.agent;

import java.util.UUID;

/** An agent that may talk: what others need to know of it. @param ownerId who owns its sessions as well */
public record AgentOnDuty(UUID id, String ownerId, String name) {}
