package io.voxlynx.gemini;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The one question that is asked. Bodies are JSON text: what a status or a torn body means is decided by the caller. */
@Path("/v1beta/models")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface GeminiApi extends AutoCloseable {

    @POST
    @Path("/{model}:generateContent")
    Response generate(@PathParam("model") String model, String request);

    @Override
    void close();
}
