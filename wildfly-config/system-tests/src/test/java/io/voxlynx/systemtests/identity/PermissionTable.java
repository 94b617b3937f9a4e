package io.voxlynx.systemtests.identity;

import java.util.List;

/**
 * Who may do what, as it was decided and not as it was built: admins see and do all; operators read and use assistants,
 * and own the campaigns they make; voice users own their agents and sessions; the agents' worker posts sessions,
 * transcripts and usage for others; only admins manage people. Everybody but the worker, who is a machine, looks after
 * keys of his own. What is another's is not there.
 */
final class PermissionTable {

    private PermissionTable() {}

    private static final String CAMPAIGNS = """
            GET /api/assistants                          | operator | operator admin            | shared   | 200
            POST /api/assistants                         | admin    | admin                     | shared   | 201
            POST /api/assistants/import                  | admin    | admin                     | shared   | 200 201
            GET /api/assistants/{id}                     | operator | operator admin            | shared   | 200
            PATCH /api/assistants/{id}                   | admin    | admin                     | shared   | 200
            DELETE /api/assistants/{id}                  | admin    | admin                     | shared   | 204
            GET /api/campaigns                           | operator | operator admin            | left out | 200
            POST /api/campaigns                          | operator | operator admin            | shared   | 201
            GET /api/campaigns/{id}                      | operator | operator admin            | hidden   | 200
            GET /api/campaigns/{id}/contacts             | operator | operator admin            | hidden   | 200
            GET /api/campaigns/{id}/export.csv           | operator | operator admin            | hidden   | 200
            GET /api/campaigns/{id}/import-report        | operator | operator admin            | hidden   | 200
            GET /api/campaigns/{id}/import-report.csv    | operator | operator admin            | hidden   | 200
            PATCH /api/campaigns/{id}                    | operator | operator admin            | hidden   | 200
            POST /api/campaigns/{id}/start               | operator | operator admin            | hidden   | 200
            POST /api/campaigns/{id}/pause               | operator | operator admin            | hidden   | 200
            POST /api/campaigns/{id}/resume              | operator | operator admin            | hidden   | 200
            POST /api/campaigns/{id}/cancel              | operator | operator admin            | hidden   | 200
            GET /api/health/phone-line (of a line)       | operator | operator admin            | shared   | 200
            GET /api/health/phone-line (of a campaign)   | operator | operator admin            | hidden   | 200
            POST /api/scheduler/tick                     | admin    | admin secret              | shared   | 200
            POST /api/webhooks/vapi (signed)             | operator | anyone                    | shared   | 200
            POST /api/webhooks/vapi (unsigned)           | operator | proof                     | shared   | 200
            GET /api/webhooks/deliveries                 | operator | operator admin            | left out | 200
            GET /api/webhooks/deliveries/{id}            | operator | operator admin            | hidden   | 200
            POST /api/webhooks/deliveries/{id}/resend    | operator | operator admin            | hidden   | 200
            POST /api/webhooks/resend                    | operator | operator admin            | hidden   | 200
            POST /api/webhooks/test (of a receiver)      | operator | operator admin            | shared   | 200
            POST /api/webhooks/test (of a campaign)      | operator | operator admin            | hidden   | 200
            GET /health                                  | operator | anyone                    | shared   | 200
            GET /health/live                             | operator | anyone                    | shared   | 200
            GET /health/ready                            | operator | anyone                    | shared   | 200
            GET /health/started                          | operator | anyone                    | shared   | 200
            """;

    private static final String VOICES = """
            GET /api/agents                              | voice    | voice admin               | left out | 200
            POST /api/agents                             | voice    | voice admin               | shared   | 201
            GET /api/agents/{id}                         | voice    | voice admin agent-worker  | hidden   | 200
            PUT /api/agents/{id}                         | voice    | voice admin               | hidden   | 200
            DELETE /api/agents/{id}                      | voice    | voice admin               | hidden   | 200
            GET /api/telephony/lookup                    | voice    | voice admin agent-worker  | hidden   | 200
            GET /api/sessions                            | voice    | voice admin agent-worker  | left out | 200
            POST /api/sessions                           | voice    | voice admin agent-worker  | hidden   | 201
            GET /api/sessions/{id}                       | voice    | voice admin agent-worker  | hidden   | 200
            PATCH /api/sessions/{id}                     | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/sessions/{id}/transcripts          | voice    | voice admin agent-worker  | hidden   | 201
            GET /api/sessions/{id}/analysis              | voice    | voice admin agent-worker  | hidden   | 200
            GET /api/sessions/{id}/cost-breakdown        | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/sessions/{id}/transfer             | voice    | voice admin agent-worker  | hidden   | 200
            GET /api/sessions/by-room/{room}             | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/sessions/by-room/{room}/transcripts| voice    | voice admin agent-worker  | hidden   | 201
            POST /api/sessions/by-room/{room}/end        | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/telephony/outbound/call            | voice    | voice admin agent-worker  | hidden   | 201
            GET /api/telephony/outbound/call/{id}/status | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/telephony/outbound/call/{id}/end   | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/calls/outbound (in no name)        | voice    | voice admin agent-worker  | hidden   | 201
            POST /api/calls/outbound (in the owner's)    | voice    | voice admin agent-worker  | forbidden | 201
            GET /api/calls/{id}/status                   | voice    | voice admin agent-worker  | hidden   | 200
            POST /api/livekit/token (a new room)         | voice    | voice admin               | hidden   | 200
            POST /api/livekit/token (the owner's room)   | voice    | voice admin               | hidden   | 200
            POST /api/livekit/webhook (signed)           | voice    | anyone                    | shared   | 200
            POST /api/livekit/webhook (unsigned)         | voice    | proof                     | shared   | 200
            POST /api/usage/events                       | voice    | voice admin agent-worker  | forbidden | 201
            GET /api/costs/summary                       | voice    | voice admin               | left out | 200
            GET /api/costs/timeline                      | voice    | voice admin               | left out | 200
            GET /api/costs/by-agent                      | voice    | voice admin               | left out | 200
            GET /api/dashboard/metrics                   | voice    | voice admin               | left out | 200
            """;

    private static final String PEOPLE = """
            GET /api/me                                  | operator | operator voice admin agent-worker | shared | 200
            PATCH /api/me                                | operator | operator admin            | shared   | 200
            GET /api/users                               | admin    | admin                     | shared   | 200
            POST /api/users                              | admin    | admin                     | shared   | 201
            GET /api/users/{id}                          | admin    | admin                     | shared   | 200
            PATCH /api/users/{id}                        | admin    | admin                     | shared   | 200
            POST /api/users/{id}/allow                   | admin    | admin                     | shared   | 200
            POST /api/users/{id}/revoke                  | admin    | admin                     | shared   | 200
            PUT /api/users/{id}/role                     | admin    | admin                     | shared   | 200
            GET /api/audit                               | admin    | admin                     | shared   | 200
            GET /api/api-keys                            | operator | people operator voice admin | left out | 200
            POST /api/api-keys                           | operator | people operator voice admin | shared   | 201
            DELETE /api/api-keys/{id}                    | operator | people operator voice admin | hidden   | 204
            """;

    static final List<Permission> ROWS =
            (CAMPAIGNS + VOICES + PEOPLE).lines().map(Permission::read).toList();
}
