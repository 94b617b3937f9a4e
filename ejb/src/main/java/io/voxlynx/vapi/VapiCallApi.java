package io.voxlynx.vapi;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Asks about Vapi's calls. Bodies are JSON text: what a status or a torn body means is decided by the caller. */
@Path("/call")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface VapiCallApi extends AutoCloseable {

    @GET
    @Path("/{id}")
    Response get(@PathParam("id") String id);

    /** Newest first. */
    @GET
    Response list(
            @QueryParam("phoneNumberId") String phoneNumberId,
            @QueryParam("createdAtGe") String from,
            @QueryParam("createdAtLe") String to,
            @QueryParam("limit") int limit);

    @Override
    void close();
}
