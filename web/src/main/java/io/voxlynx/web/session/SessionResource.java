package io.voxlynx.web.session;

import io.voxlynx.identity.Role;
import io.voxlynx.session.Analyses;
import io.voxlynx.session.SessionFilter;
import io.voxlynx.session.SessionList;
import io.voxlynx.session.SessionService;
import io.voxlynx.session.Sessions;
import io.voxlynx.session.Transcripts;
import io.voxlynx.session.VoiceSession;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Paths;
import io.voxlynx.web.identity.CurrentCaller;
import io.voxlynx.web.openapi.CommonResponses;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ADMIN, Role.VOICE, Role.WORKER})
@Tag(name = "Sessions", description = "Conversations of agents: over the web, inbound and outbound calls")
public class SessionResource {

    private static final int MAX_LIMIT = 100;

    private static final String RETRY_KEY =
            "Your own mark of this request, 1 to 255 characters of ASCII; it stands for the ids of entries that have"
                    + " none, so that sending them again adds nothing.";

    @Inject
    SessionService service;

    @Inject
    Sessions sessions;

    @Inject
    SessionList list;

    @Inject
    Transcripts transcripts;

    @Inject
    Analyses analyses;

    @Inject
    CurrentCaller caller;

    @Context
    UriInfo uri;

    @GET
    @Operation(
            summary = "List sessions, newest first",
            description = "Users see their own, admins and the agents' worker all.")
    public SessionPage list(
            @QueryParam("page") @DefaultValue("1") int page,
            @Parameter(description = "1 to 100") @QueryParam("limit") @DefaultValue("20") int limit,
            @Parameter(description = "Created then or later: a UTC day (YYYY-MM-DD) or an ISO-8601 instant")
                    @QueryParam("start_date")
                    String startDate,
            @Parameter(description = "Created then or earlier; a day is inside with all its hours")
                    @QueryParam("end_date")
                    String endDate,
            @Parameter(description = "Telephone calls of this direction only") @QueryParam("direction")
                    DirectionWord direction) {
        DateRange dates = DateRange.of(startDate, endDate);
        SessionFilter filter =
                new SessionFilter(dates.from(), dates.until(), direction == null ? null : direction.direction());
        return SessionPage.of(list.of(caller.get(), filter, Page.Request.of(page, limit, MAX_LIMIT)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Begin a session in a room",
            description = "It belongs to the agent's owner. A room holds one living session: while that agent talks in"
                    + " it, the answer is its session; while another one does, 409.")
    @APIResponse(
            responseCode = "200",
            description = "The agent talks in that room already",
            content = @Content(schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(
            responseCode = "201",
            description = "Begun",
            content = @Content(schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(responseCode = "404", ref = CommonResponses.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response open(@NotNull @Valid NewSessionRequest body) {
        SessionService.Opening opening = service.open(caller.get(), body.toOrder());
        SessionBody session = whole(opening.session());
        return opening.isNew()
                ? Response.created(uri.getBaseUriBuilder()
                                .path(SessionResource.class)
                                .path(session.id().toString())
                                .build())
                        .entity(session)
                        .build()
                : Response.ok(session).build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "A session with what was said, and what is known about it")
    public SessionBody get(@PathParam("id") UUID id) {
        return whole(sessions.get(caller.get(), id));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say where a session is now",
            description = "States only go forward: CREATED, ACTIVE, then COMPLETED or FAILED; RINGING, ANSWERED, then"
                    + " COMPLETED, FAILED or NO_ANSWER. Where the session is there already, nothing happens; where it is"
                    + " further, 409. The end of a call that nobody has answered is NO_ANSWER.")
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            content = @Content(schema = @Schema(implementation = SessionBody.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public SessionBody move(@PathParam("id") UUID id, @NotNull @Valid SessionPatch body) {
        return whole(service.move(caller.get(), id, body.toMove()));
    }

    @POST
    @Path(Paths.SESSION_ID + "/transcripts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add to what was said", description = "After the session's end as well.")
    @APIResponse(
            responseCode = "201",
            description = "Kept; also the answer to a repeat",
            content = @Content(schema = @Schema(implementation = TranscriptAnswer.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response transcribe(
            @PathParam("id") UUID id,
            @Parameter(description = RETRY_KEY) @HeaderParam("Idempotency-Key") String key,
            @NotNull @Valid TranscriptRequest body) {
        return added(id, body, key);
    }

    @GET
    @Path("by-room/{room}")
    @Operation(summary = "The session that lives in a room, else the last one that did")
    public SessionBody inRoom(@PathParam("room") String room) {
        return whole(service.inRoom(caller.get(), room));
    }

    @POST
    @Path("by-room/{room}/transcripts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Add to what was said in a room",
            description = "To the session that lives in it, else to the last one that did.")
    @APIResponse(
            responseCode = "201",
            description = "Kept; also the answer to a repeat",
            content = @Content(schema = @Schema(implementation = TranscriptAnswer.class)))
    @APIResponse(responseCode = "409", ref = CommonResponses.CONFLICT)
    public Response transcribeRoom(
            @PathParam("room") String room,
            @Parameter(description = RETRY_KEY) @HeaderParam("Idempotency-Key") String key,
            @NotNull @Valid TranscriptRequest body) {
        return added(service.inRoom(caller.get(), room).id(), body, key);
    }

    @POST
    @Path("by-room/{room}/end")
    @Operation(
            summary = "The conversation in a room is over",
            description = "Does nothing where it was already. The end of a call that nobody has answered is NO_ANSWER.")
    public SessionBody endRoom(@PathParam("room") String room) {
        return whole(service.endRoom(caller.get(), room));
    }

    private Response added(UUID sessionId, TranscriptRequest body, String key) {
        int added = transcripts.add(caller.get(), sessionId, body.toEntries(key));
        return Response.status(Status.CREATED)
                .entity(new TranscriptAnswer(sessionId, added))
                .build();
    }

    private SessionBody whole(VoiceSession session) {
        return SessionBody.whole(session, transcripts.of(session.id()), analyses.of(session.id()));
    }
}
