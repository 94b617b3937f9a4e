package io.voxlynx.vapi;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Vapi's assistants and phone numbers. Bodies are JSON text. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public interface VapiAssistantApi extends AutoCloseable {

    @POST
    @Path("assistant")
    Response create(String assistant);

    @GET
    @Path("assistant/{id}")
    Response get(@PathParam("id") String id);

    @PATCH
    @Path("assistant/{id}")
    Response update(@PathParam("id") String id, String changes);

    @GET
    @Path("phone-number")
    Response phoneNumbers(@QueryParam("limit") int limit);

    @Override
    void close();
}
